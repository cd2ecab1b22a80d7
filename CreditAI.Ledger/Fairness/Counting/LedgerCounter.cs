using System.Data;
using CreditAI.Ledger.Verification;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>
/// Counts the ledger's decisions and outcomes, each exactly once: counts and checkpoints move in one transaction, which begins by taking the
/// lease. Outcomes are counted once all decisions are that the transaction sees, so each finds its decision counted.
/// </summary>
public sealed class LedgerCounter(NpgsqlDataSource dataSource, FairnessLease lease)
{
    private const string OfDecisions = "decision";
    private const string OfOutcomes = "outcome";

    private const string Heads = """
        SELECT l.chain, l.position, coalesce(c.position, 0)
        FROM ledger.chain l LEFT JOIN fairness.checkpoint c ON c.source = 'decision' AND c.chain = l.chain
        WHERE l.position > coalesce(c.position, 0) ORDER BY l.chain
        """;

    private readonly ProtectedCodes _codes = new();

    /// <summary>Counts the next page.</summary>
    /// <param name="most">Most decisions per chain, and most outcomes.</param>
    /// <param name="cancellationToken">Gives up; nothing is counted then.</param>
    public async Task<CountedPage> CountNextAsync(int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        try
        {
            if (!await lease.HoldAsync(connection, cancellationToken))
            {
                return default;
            }

            var page = await CountAsync(connection, most, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return page;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            return default; // Another replica took the lease in between.
        }
    }

    /// <summary>Lets another replica count at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await lease.ReleaseAsync(connection, cancellationToken);
    }

    /// <returns>Decisions committed to the ledger that are not counted yet.</returns>
    public async Task<long> LagAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT coalesce(sum(l.position - coalesce(c.position, 0)), 0)::bigint
            FROM ledger.chain l LEFT JOIN fairness.checkpoint c ON c.source = 'decision' AND c.chain = l.chain
            """;
        await using var command = dataSource.CreateCommand(Sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<CountedPage> CountAsync(NpgsqlConnection connection, int most, CancellationToken cancellationToken)
    {
        await using (var plan = new NpgsqlCommand(ChainTables.AlongTheKey, connection))
        {
            await plan.ExecuteNonQueryAsync(cancellationToken);
        }

        var (tallies, decisions, outcomes, hasMore) = (new PageTallies(), 0L, 0L, false);
        foreach (var (chain, head, counted) in await HeadsAsync(connection, cancellationToken))
        {
            var to = Math.Min(head, counted + most);
            decisions += await DecisionPage.CountAsync(connection, chain, counted + 1, to, tallies, null, cancellationToken);
            await MoveAsync(connection, OfDecisions, chain, to, cancellationToken);
            hasMore |= to < head;
        }

        if (!hasMore)
        {
            var after = await PositionAsync(connection, cancellationToken);
            outcomes = await OutcomePage.CountAsync(connection, after, most, tallies, cancellationToken);
            if (outcomes > 0)
            {
                await MoveAsync(connection, OfOutcomes, 0, after + outcomes, cancellationToken);
            }

            hasMore = outcomes == most;
        }

        if (decisions + outcomes > 0)
        {
            await _codes.LearnAsync(connection, tallies.Codes, cancellationToken);
            await TallyWriter.AddAsync(connection, tallies.Tallies(_codes), cancellationToken);
            await TallyWriter.AddAsync(connection, tallies.Bins(), cancellationToken);
        }

        return new CountedPage(true, decisions, outcomes, hasMore);
    }

    private static async Task<List<(int Chain, long Head, long Counted)>> HeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Heads, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var heads = new List<(int, long, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            heads.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return heads;
    }

    private static async Task<long> PositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT position FROM fairness.checkpoint WHERE source = 'outcome'", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    private static async Task MoveAsync(NpgsqlConnection connection, string source, int chain, long position, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO fairness.checkpoint (source, chain, position) VALUES ($1, $2, $3)
            ON CONFLICT (source, chain) DO UPDATE SET position = excluded.position
            """;
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(new() { Value = chain });
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
