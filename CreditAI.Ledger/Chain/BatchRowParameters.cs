using CreditAI.Ledger.Decisions;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Chain;

/// <summary>$18 to $26 of the command that writes a small batch: its rows, an array for each column.</summary>
internal sealed class BatchRowParameters(NpgsqlCommand command)
{
    private readonly NpgsqlParameter<Guid[]> _ids = command.Add<Guid[]>(NpgsqlDbType.Array | NpgsqlDbType.Uuid);
    private readonly NpgsqlParameter<int[]> _modelVersions = command.Add<int[]>(NpgsqlDbType.Array | NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<char[]> _decisions = command.Add<char[]>(NpgsqlDbType.Array | NpgsqlDbType.InternalChar);
    private readonly NpgsqlParameter<double[]> _points = command.Add<double[]>(NpgsqlDbType.Array | NpgsqlDbType.Double);
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> _bodies = command.Add<ReadOnlyMemory<byte>[]>(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<int[]> _keyIds = command.Add<int[]>(NpgsqlDbType.Array | NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> _keys = command.Add<ReadOnlyMemory<byte>[]>(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<long[]> _applications = command.Add<long[]>(NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<long?[]> _applicants = command.Add<long?[]>(NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public void Set(SealedDecision[] rows)
    {
        _ids.TypedValue = Array.ConvertAll(rows, row => row.Id);
        _modelVersions.TypedValue = Array.ConvertAll(rows, row => row.ModelVersion);
        _decisions.TypedValue = Array.ConvertAll(rows, row => row.Decision.ToLetter());
        _points.TypedValue = Array.ConvertAll(rows, row => row.Points);
        _bodies.TypedValue = Array.ConvertAll(rows, row => row.Body);
        _keyIds.TypedValue = Array.ConvertAll(rows, row => row.KeyId);
        _keys.TypedValue = Array.ConvertAll(rows, row => row.Key);
        _applications.TypedValue = Array.ConvertAll(rows, row => row.Application);
        _applicants.TypedValue = Array.ConvertAll(rows, row => row.Applicant);
    }
}
