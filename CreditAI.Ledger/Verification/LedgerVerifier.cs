using System.Data;
using System.Runtime.CompilerServices;
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
    /// <param name="parallel">Stretches verified side by side, each over a connection of its own beside the one that follows the chains.</param>
    public async Task<VerificationReport> VerifyAsync(DateTimeOffset? from, DateTimeOffset? to, int parallel, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = await LedgerSnapshot.ExportAsync(database, connection, cancellationToken);
        var heads = await HeadsAsync(connection, cancellationToken);
        var faults = new List<LedgerFault>(await StrangersAsync(connection, heads, cancellationToken));
        await connection.ExecuteAsync(ChainTables.AlongTheKey);
        ChainWalk[] walks = [.. heads.Select(head => new ChainWalk(new ChainTables(connection), head))];
        await Parallel.ForEachAsync(
            StretchesAsync(walks, from, to, cancellationToken), new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (stretch, token) => await snapshot.ReadAsync(tables => stretch.VerifyAsync(tables, token), token));
        Findings[] found = [.. walks.SelectMany(walk => walk.Findings)];
        faults.InsertRange(0, walks.SelectMany(walk => walk.Findings.SelectMany(findings => findings.Faults).Take(VerificationReport.MostFaults)));
        var signed = checkpoints is null ? 0 : await checkpoints.VerifyAsync(connection, database, faults, cancellationToken);
        return new VerificationReport(
            heads.Count, found.Sum(findings => findings.Batches), found.Sum(findings => findings.Decisions), found.Sum(findings => findings.Expired), signed, faults);
    }

    private static async IAsyncEnumerable<Stretch> StretchesAsync(
        ChainWalk[] walks, DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var walk in walks)
        {
            await foreach (var stretch in walk.StretchesAsync(from, to, cancellationToken))
            {
                yield return stretch;
            }
        }
    }

    private static async Task<List<ChainHead>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
        => [.. await connection.QueryAsync<ChainHead>(new CommandDefinition(
            "SELECT chain, batches, position, hash FROM ledger.chain ORDER BY chain", cancellationToken: cancellationToken))];

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
