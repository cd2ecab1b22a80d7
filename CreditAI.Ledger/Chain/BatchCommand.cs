using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Records;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Chain;

/// <summary>
/// Writes a batch. A small one goes in a single statement, hence one round trip and one flush; a large one by COPY, which costs round trips
/// and saves the server work per row.
/// </summary>
internal static class BatchCommand
{
    private const int Large = 512;

    // The chain's head is compared: a writer that has lost its chain without knowing it writes nothing.
    private const string MoveHead = """
        UPDATE ledger.chain SET batches = batches + 1, position = position + $2, hash = $3
        WHERE chain = $1 AND batches = $4 AND position = $5 AND hash = $6
        RETURNING chain
        """;

    private const string InsertBatch = """
        INSERT INTO ledger.batch (chain, number, first, count, committed_at, previous, row_hashes, rows_hash, guarded_hash, hash)
        SELECT $1, $4 + 1, $5 + 1, $2, $7, $6, $8, $9, $10, $3 FROM head
        """;

    private const string InsertGuarded = """
        INSERT INTO ledger.protected_batch (first_id, chain, first, codes, salt)
        SELECT $11, $1, $5 + 1, $12, $13 FROM head WHERE $13 IS NOT NULL
        """;

    private const string InsertKeys = """
        INSERT INTO ledger.idempotency (key, fingerprint, decision_id, expires_at)
        SELECT rows.key, rows.fingerprint, rows.id, $17 FROM head, unnest($14, $15, $16) AS rows (key, fingerprint, id)
        """;

    private const string Columns = "(id, chain, position, model_version, decision, points, body, key_id, key, application, applicant)";

    private const string WriteSmall = $"""
        WITH head AS ({MoveHead}), batch AS ({InsertBatch}), guarded AS ({InsertGuarded}), keys AS ({InsertKeys}),
        decisions AS (
            INSERT INTO ledger.decision {Columns}
            SELECT rows.id, $1, $5 + rows.nr, rows.model_version, rows.decision, rows.points, rows.body, rows.key_id, rows.key,
                rows.application, rows.applicant
            FROM head, unnest($18, $19, $20, $21, $22, $23, $24, $25, $26)
                WITH ORDINALITY AS rows (id, model_version, decision, points, body, key_id, key, application, applicant, nr))
        SELECT count(*) FROM head
        """;

    private const string WriteHead = $"""
        WITH head AS ({MoveHead}), batch AS ({InsertBatch}), guarded AS ({InsertGuarded}), keys AS ({InsertKeys})
        SELECT count(*) FROM head
        """;

    private const string CopyRows = $"COPY ledger.decision {Columns} FROM STDIN (FORMAT BINARY)";

    /// <param name="connection">The one that holds the batch's chain.</param>
    /// <param name="batch">What to write.</param>
    /// <param name="rows">Room for the rows on their way, used again by the next batch: made anew for each, large objects keep the garbage collector at work.</param>
    /// <param name="codes">By decision, the code of its protected attributes.</param>
    /// <param name="keysExpire">When idempotency keys are forgotten.</param>
    /// <returns>Whether it is committed; not, when the chain's head is another than the batch was made for.</returns>
    public static async Task<bool> WriteAsync(
        NpgsqlConnection connection, Batch batch, RecordWriter rows, int[] codes, DateTimeOffset keysExpire, CancellationToken cancellationToken)
    {
        if (batch.Rows.Count < Large)
        {
            await using var write = new NpgsqlCommand(WriteSmall, connection);
            AddHead(write, batch, codes, keysExpire);
            AddRows(write, batch.Rows);
            return (long)(await write.ExecuteScalarAsync(cancellationToken))! == 1;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var head = new NpgsqlCommand(WriteHead, connection, transaction);
        AddHead(head, batch, codes, keysExpire);
        if ((long)(await head.ExecuteScalarAsync(cancellationToken))! != 1)
        {
            return false;
        }

        await CopyAsync(connection, CopyRowsWriter.Write(batch, rows), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static void AddHead(NpgsqlCommand command, Batch batch, int[] codes, DateTimeOffset keysExpire)
    {
        // In one order everywhere: two writers that meet on several keys wait for each other in turn, not in a circle.
        var keyed = batch.Rows.Where(row => row.Idempotency is not null).ToArray();
        Array.Sort(keyed, (one, other) => one.Idempotency!.Key.AsSpan().SequenceCompareTo(other.Idempotency!.Key));
        Add(command, NpgsqlDbType.Integer, batch.Before.Chain);
        Add(command, NpgsqlDbType.Integer, batch.Rows.Count);
        Add(command, NpgsqlDbType.Bytea, batch.Hash);
        Add(command, NpgsqlDbType.Bigint, batch.Before.Batches);
        Add(command, NpgsqlDbType.Bigint, batch.Before.Position);
        Add(command, NpgsqlDbType.Bytea, batch.Before.Hash);
        Add(command, NpgsqlDbType.TimestampTz, batch.CommittedAt.UtcDateTime);
        Add(command, NpgsqlDbType.Bytea, batch.RowHashes);
        Add(command, NpgsqlDbType.Bytea, batch.RowsHash);
        Add(command, NpgsqlDbType.Bytea, batch.GuardedHash);
        Add(command, NpgsqlDbType.Uuid, batch.Rows[0].Id);
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, codes);
        Add(command, NpgsqlDbType.Bytea, batch.Salt ?? (object)DBNull.Value);
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Column(keyed, row => row.Idempotency!.Key));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Column(keyed, row => row.Idempotency!.Fingerprint));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Column(keyed, row => row.Id));
        Add(command, NpgsqlDbType.TimestampTz, keysExpire.UtcDateTime);
    }

    private static void AddRows(NpgsqlCommand command, IReadOnlyList<SealedDecision> rows)
    {
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Column(rows, row => row.Id));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, Column(rows, row => row.ModelVersion));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.InternalChar, Column(rows, row => row.Decision.ToLetter()));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Double, Column(rows, row => row.Points));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Column(rows, row => row.Body));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, Column(rows, row => row.KeyId));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Column(rows, row => row.Key));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, Column(rows, row => row.Application));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, Column(rows, row => row.Applicant));
    }

    private static async Task CopyAsync(NpgsqlConnection connection, ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(CopyRows, cancellationToken);
        await copy.WriteAsync(rows, cancellationToken);
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });

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
