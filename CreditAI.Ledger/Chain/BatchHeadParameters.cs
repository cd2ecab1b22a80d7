using CreditAI.Ledger.Decisions;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Chain;

/// <summary>$1 to $17 of a command that writes a batch: its chain's head, its protected attributes and its idempotency keys.</summary>
internal sealed class BatchHeadParameters(NpgsqlCommand command)
{
    private readonly NpgsqlParameter<int> _chain = command.Add<int>(NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<int> _count = command.Add<int>(NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<byte[]> _hash = command.Add<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<long> _batchesBefore = command.Add<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<long> _positionBefore = command.Add<long>(NpgsqlDbType.Bigint);
    private readonly NpgsqlParameter<byte[]> _hashBefore = command.Add<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<DateTime> _committedAt = command.Add<DateTime>(NpgsqlDbType.TimestampTz);
    private readonly NpgsqlParameter<byte[]> _rowHashes = command.Add<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<byte[]> _rowsHash = command.Add<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<byte[]> _guardedHash = command.Add<byte[]>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<Guid> _firstId = command.Add<Guid>(NpgsqlDbType.Uuid);
    private readonly NpgsqlParameter<int[]> _codes = command.Add<int[]>(NpgsqlDbType.Array | NpgsqlDbType.Integer);
    private readonly NpgsqlParameter<byte[]?> _salt = command.Add<byte[]?>(NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<byte[][]> _keys = command.Add<byte[][]>(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<byte[][]> _fingerprints = command.Add<byte[][]>(NpgsqlDbType.Array | NpgsqlDbType.Bytea);
    private readonly NpgsqlParameter<Guid[]> _keyedIds = command.Add<Guid[]>(NpgsqlDbType.Array | NpgsqlDbType.Uuid);
    private readonly NpgsqlParameter<DateTime> _keysExpire = command.Add<DateTime>(NpgsqlDbType.TimestampTz);

    public void Set(Batch batch, int[] codes, DateTimeOffset keysExpire)
    {
        (_chain.TypedValue, _count.TypedValue, _hash.TypedValue) = (batch.Before.Chain, batch.Rows.Length, batch.Hash);
        (_batchesBefore.TypedValue, _positionBefore.TypedValue, _hashBefore.TypedValue) = (batch.Before.Batches, batch.Before.Position, batch.Before.Hash);
        _committedAt.TypedValue = batch.CommittedAt.UtcDateTime;
        (_rowHashes.TypedValue, _rowsHash.TypedValue, _guardedHash.TypedValue) = (batch.RowHashes, batch.RowsHash, batch.GuardedHash);
        (_firstId.TypedValue, _codes.TypedValue, _salt.TypedValue) = (batch.Rows[0].Id, codes, batch.Salt);

        // In one order everywhere: two writers that meet on several keys wait for each other in turn, not in a circle.
        SealedDecision[] keyed = [.. batch.Rows.Where(row => row.Idempotency is not null)];
        Array.Sort(keyed, (one, other) => one.Idempotency!.Key.AsSpan().SequenceCompareTo(other.Idempotency!.Key));
        _keys.TypedValue = Array.ConvertAll(keyed, row => row.Idempotency!.Key);
        _fingerprints.TypedValue = Array.ConvertAll(keyed, row => row.Idempotency!.Fingerprint);
        _keyedIds.TypedValue = Array.ConvertAll(keyed, row => row.Id);
        _keysExpire.TypedValue = keysExpire.UtcDateTime;
    }
}
