using System.Data;
using CreditAI.Ledger.Chain;
using CreditAI.Ledger.Checkpoints;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Verification;

/// <summary>
/// Holds the ledger against its hashes: every decision, every batch, every chain's end, and the signed checkpoints, here and in the object
/// store. Reads one snapshot, while decisions go on.
/// </summary>
/// <param name="database">Under rights that may read protected attributes.</param>
/// <param name="checkpoints">Checks the checkpoints; null leaves them out.</param>
public sealed class LedgerVerifier(NpgsqlDataSource database, CheckpointVerifier? checkpoints)
{
    /// <param name="from">Only batches committed from then on; null from the beginning.</param>
    /// <param name="to">Only batches committed until then; null to the end.</param>
    /// <param name="parallel">Chains verified side by side.</param>
    public async Task<VerificationReport> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, int parallel, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT pg_export_snapshot()", cancellationToken: cancellationToken));
        var heads = await HeadsAsync(connection, cancellationToken);
        var verified = new ChainVerifier[heads.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, heads.Count), new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (index, token) => verified[index] = await VerifyAsync(heads[index], snapshot!, from, to, token));
        var faults = verified.SelectMany(chain => chain.Faults).ToList();
        faults.AddRange(await StrangersAsync(connection, heads, cancellationToken));
        var signed = checkpoints is null ? 0 : await checkpoints.VerifyAsync(connection, database, faults, cancellationToken);
        return new VerificationReport(
            heads.Count, verified.Sum(chain => chain.Batches), verified.Sum(chain => chain.Decisions), verified.Sum(chain => chain.Expired), signed, faults);
    }

    private async Task<ChainVerifier> VerifyAsync(ChainHead head, string snapshot, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync($"SET TRANSACTION SNAPSHOT '{snapshot}'; {ChainTables.AlongTheKey}");
        var tables = new ChainTables(connection);
        var verifier = new ChainVerifier(tables, head.Chain);
        await verifier.RunAsync(from is null ? null : await BeforeAsync(connection, tables, head.Chain, from.Value, cancellationToken), to, cancellationToken);
        if (to is null)
        {
            verifier.RequireHead(head);
            await verifier.RequireNothingBehindAsync(cancellationToken);
        }

        return verifier;
    }

    private static async Task<List<ChainHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => [.. await connection.QueryAsync<ChainHead>(new CommandDefinition(
            "SELECT chain, batches, position, hash FROM ledger.chain ORDER BY chain", cancellationToken: cancellationToken))];

    private static async Task<BatchRow?> BeforeAsync(NpgsqlConnection connection, ChainTables tables, int chain, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var number = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "SELECT max(number) FROM ledger.batch WHERE chain = @chain AND committed_at < @from", new { chain, from = from.UtcDateTime }, cancellationToken: cancellationToken));
        return number is null ? null : (await tables.BatchesAsync(chain, number.Value - 1, 1, null, cancellationToken)).Single();
    }

    // Chains that rows or batches name and the ledger does not have; from index entry to index entry, not through all rows.
    private static async Task<IEnumerable<LedgerFault>> StrangersAsync(NpgsqlConnection connection, List<ChainHead> heads, CancellationToken cancellationToken)
    {
        const string Sql = """
            WITH RECURSIVE of_decisions AS (
                SELECT min(chain) AS chain FROM ledger.decision
                UNION ALL SELECT (SELECT min(chain) FROM ledger.decision WHERE chain > d.chain) FROM of_decisions d WHERE d.chain IS NOT NULL
            ), of_batches AS (
                SELECT min(chain) AS chain FROM ledger.batch
                UNION ALL SELECT (SELECT min(chain) FROM ledger.batch WHERE chain > b.chain) FROM of_batches b WHERE b.chain IS NOT NULL
            )
            SELECT chain FROM of_decisions WHERE chain IS NOT NULL UNION SELECT chain FROM of_batches WHERE chain IS NOT NULL
            """;
        var chains = await connection.QueryAsync<int>(new CommandDefinition(Sql, commandTimeout: 0, cancellationToken: cancellationToken));
        return chains.Except(heads.Select(head => head.Chain)).Select(chain => new LedgerFault(
            LedgerFaultKind.Inserted, chain, null, null, null, "rows of a chain that the ledger does not have, or whose end was removed"));
    }
}
