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
    private readonly NpgsqlParameter<byte[][]> _keys = command.Add<byte[][]>(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<long[]> _applications = command.Add<long[]>(NpgsqlDbType.Array | NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<long?[]> _applicants = command.Add<long?[]>(NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public void Set(IReadOnlyList<SealedDecision> rows)
    {
        _ids.TypedValue = Column(rows, row => row.Id);
        _modelVersions.TypedValue = Column(rows, row => row.ModelVersion);
        _decisions.TypedValue = Column(rows, row => row.Decision.ToLetter());
        _points.TypedValue = Column(rows, row => row.Points);
        _bodies.TypedValue = Column(rows, row => row.Body);
        _keyIds.TypedValue = Column(rows, row => row.KeyId);
        _keys.TypedValue = Column(rows, row => row.Key);
        _applications.TypedValue = Column(rows, row => row.Application);
        _applicants.TypedValue = Column(rows, row => row.Applicant);
    }

    private static T[] Column<T>(IReadOnlyList<SealedDecision> rows, Func<SealedDecision, T> value)
    {
        var column = new T[rows.Count];
        for (var index = 0; index < column.Length; index++)
        {
            column[index] = value(rows[index]);
        }

        return column;
    }
}
