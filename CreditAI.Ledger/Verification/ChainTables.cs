using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Verification;

/// <summary>Reads a chain's rows in order, within one snapshot of the database.</summary>
internal sealed class ChainTables(NpgsqlConnection connection)
{
    /// <summary>
    /// For the transaction. Rows stand nearly in the order of their primary key; the planner would rather sort millions of them, through temporary files.
    /// </summary>
    public const string AlongTheKey =
        "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off";

    public async Task<List<BatchRow>> BatchesAsync(int chain, long after, int most, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT chain, number, first, count, committed_at, previous, row_hashes, rows_hash, guarded_hash, hash
            FROM ledger.batch WHERE chain = $1 AND number > $2 AND ($3 IS NULL OR committed_at <= $3) ORDER BY number LIMIT $4
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = chain });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = to is { } until ? until.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var batches = new List<BatchRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            batches.Add(new BatchRow(
                reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetFieldValue<byte[]>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
                reader.GetFieldValue<byte[]>(7), reader.GetFieldValue<byte[]>(8), reader.GetFieldValue<byte[]>(9)));
        }

        return batches;
    }

    /// <returns>The last batch committed before an instant; null where there is none.</returns>
    public async Task<BatchRow?> BatchBeforeAsync(int chain, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT max(number) FROM ledger.batch WHERE chain = $1 AND committed_at < $2", connection);
        command.Parameters.Add(new() { Value = chain });
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        return await command.ExecuteScalarAsync(cancellationToken) is long number
            ? (await BatchesAsync(chain, number - 1, 1, null, cancellationToken)).Single()
            : null;
    }

    /// <summary>Decisions of a stretch of positions, in order, by COPY.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="from">First position.</param>
    /// <param name="to">Last position.</param>
    /// <param name="visit">Called for each.</param>
    public async Task DecisionsAsync(int chain, long from, long to, Action<DecisionRow> visit, CancellationToken cancellationToken)
    {
        // Whole numbers of ours, which COPY cannot take as parameters.
        var sql = FormattableString.Invariant(
            $"""
            COPY (SELECT position, id, model_version, decision, points, body FROM ledger.decision
                WHERE chain = {chain} AND position BETWEEN {from} AND {to} ORDER BY chain, position, id) TO STDOUT (FORMAT BINARY)
            """);
        await using var copy = await connection.BeginRawBinaryCopyAsync(sql, cancellationToken);
        // It blocks, and the pool of threads of a process on one core has but one to give.
        await Task.Factory.StartNew(() => new DecisionCopy(copy).Read(visit, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <returns>By the position of the batch's first decision, the salt and, per decision, what was said; null where the code is none.</returns>
    public async Task<Dictionary<long, (byte[] Salt, string?[] Said)>> ProtectedAsync(int chain, long from, long to, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT b.first, b.salt, array(
                SELECT g.attributes FROM unnest(b.codes) WITH ORDINALITY AS codes (code, nr) LEFT JOIN ledger.protected_group g ON g.code = codes.code ORDER BY nr)
            FROM ledger.protected_batch b WHERE b.chain = $1 AND b.first BETWEEN $2 AND $3
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = chain });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<long, (byte[], string?[])>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetInt64(0)] = (reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<string?[]>(2));
        }

        return found;
    }
}
