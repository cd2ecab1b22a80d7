using CreditAI.Ledger.Records;
using Npgsql;

namespace CreditAI.Ledger.Chain;

/// <summary>
/// Writes a batch. A small one goes in a single statement, hence one round trip and one flush; a large one by COPY, which costs round trips
/// and saves the server work per row. One batch at a time.
/// </summary>
internal sealed class BatchCommand : IAsyncDisposable
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

    private readonly NpgsqlConnection _connection;

    // Room for the rows on their way: made anew for each batch, large objects keep the garbage collector at work.
    private readonly RecordWriter _rows = new();

    // Kept for the next batch: making 26 parameters, and asking how the type of each is written, is work on the only core at every commit.
    private readonly NpgsqlCommand _small;
    private readonly BatchHeadParameters _smallHead;
    private readonly BatchRowParameters _smallRows;

    /// <param name="connection">The one that holds the chain.</param>
    public BatchCommand(NpgsqlConnection connection)
    {
        (_connection, _small) = (connection, new NpgsqlCommand(WriteSmall, connection));
        (_smallHead, _smallRows) = (new BatchHeadParameters(_small), new BatchRowParameters(_small));
    }

    /// <param name="batch">What to write.</param>
    /// <param name="codes">By decision, the code of its protected attributes.</param>
    /// <param name="keysExpire">When idempotency keys are forgotten.</param>
    /// <returns>Whether it is committed; not, when the chain's head is another than the batch was made for.</returns>
    public async Task<bool> WriteAsync(Batch batch, int[] codes, DateTimeOffset keysExpire, CancellationToken cancellationToken)
    {
        if (batch.Rows.Length < Large)
        {
            _smallHead.Set(batch, codes, keysExpire);
            _smallRows.Set(batch.Rows);
            return (long)(await _small.ExecuteScalarAsync(cancellationToken))! == 1;
        }

        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await using var head = new NpgsqlCommand(WriteHead, _connection, transaction);
        new BatchHeadParameters(head).Set(batch, codes, keysExpire);
        if ((long)(await head.ExecuteScalarAsync(cancellationToken))! != 1)
        {
            return false;
        }

        await CopyAsync(CopyRowsWriter.Write(batch, _rows), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public ValueTask DisposeAsync() => _small.DisposeAsync();

    private async Task CopyAsync(ReadOnlyMemory<byte> rows, CancellationToken cancellationToken)
    {
        await using var copy = await _connection.BeginRawBinaryCopyAsync(CopyRows, cancellationToken);
        await copy.WriteAsync(rows, cancellationToken);
    }
}
