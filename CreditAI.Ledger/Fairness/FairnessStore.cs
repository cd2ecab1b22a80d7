using CreditAI.Ledger.Decisions;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Fairness;

/// <summary>The fairness worker's memory: its checkpoint, its counts and its findings.</summary>
public sealed class FairnessStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    // One statement, so one transaction: counts and checkpoint move together or not at all. The row locks on the
    // checkpoint make a second replica wait and then see what the first has counted.
    private const string CountNext = """
        WITH behind AS (
            SELECT c.chain, c.position FROM fairness.checkpoint c WHERE c.follower = 'fairness' ORDER BY c.chain FOR UPDATE
        ), page AS (
            SELECT d.* FROM behind CROSS JOIN LATERAL (
                SELECT chain, position, model_version, decision FROM ledger.decision
                WHERE chain = behind.chain AND position > behind.position ORDER BY position LIMIT $1) d
        ), said_of_page AS (
            SELECT b.chain, b.first + codes.nr - 1 AS position, g.attributes::jsonb AS attributes
            FROM (SELECT chain, min(position) AS low, max(position) AS high FROM page GROUP BY chain) range
                JOIN ledger.protected_batch b ON b.chain = range.chain AND b.first <= range.high AND b.first + cardinality(b.codes) > range.low
                CROSS JOIN LATERAL unnest(b.codes) WITH ORDINALITY AS codes (code, nr)
                JOIN ledger.protected_group g ON g.code = codes.code
            WHERE b.first > range.low - 131072 -- no batch is longer, so the index bounds the look from both sides
        ), counted AS (
            INSERT INTO fairness.decision_count AS total (model_version, attribute, group_name, decision, n)
            SELECT page.model_version, said.key, said.value,
                CASE page.decision WHEN 'a' THEN 'approve' WHEN 'r' THEN 'refer' ELSE 'decline' END, count(*)
            FROM page JOIN said_of_page ON said_of_page.chain = page.chain AND said_of_page.position = page.position
                CROSS JOIN LATERAL jsonb_each_text(said_of_page.attributes) said
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
            ON CONFLICT (model_version, attribute, group_name, decision) DO UPDATE SET n = total.n + excluded.n
        ), moved AS (
            UPDATE fairness.checkpoint c SET position = read.position
            FROM (SELECT chain, max(position) AS position FROM page GROUP BY chain) read
            WHERE c.follower = 'fairness' AND c.chain = read.chain
        )
        SELECT count(*) FROM page
        """;

    // Chains come with writers; each is followed from its first decision.
    private const string FollowNewChains = """
        INSERT INTO fairness.checkpoint (follower, chain, position)
        SELECT 'fairness', chain, 0 FROM ledger.chain ON CONFLICT (follower, chain) DO NOTHING
        """;

    /// <summary>Counts the next decisions of the ledger, each exactly once whatever happens in between.</summary>
    /// <param name="limit">Most decisions read per chain.</param>
    /// <returns>How many were counted now; 0 when the ledger has no more.</returns>
    public async Task<long> CountNextAsync(int limit, CancellationToken cancellationToken)
    {
        await using (var follow = dataSource.CreateCommand(FollowNewChains))
        {
            await follow.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = dataSource.CreateCommand(CountNext);
        command.Parameters.Add(new() { Value = limit });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <returns>Decisions committed to the ledger that are not counted yet.</returns>
    public async Task<long> LagAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT coalesce(sum(l.position - coalesce(c.position, 0)), 0)::bigint
            FROM ledger.chain l LEFT JOIN fairness.checkpoint c ON c.chain = l.chain AND c.follower = 'fairness'
            """;
        await using var command = dataSource.CreateCommand(Sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<DecisionCount>> ReadCountsAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT model_version, attribute, group_name, decision, n FROM fairness.decision_count
            ORDER BY model_version, attribute, group_name, decision
            """;
        await using var command = dataSource.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<DecisionCount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(new DecisionCount(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), DecisionText.Parse(reader.GetString(3)), reader.GetInt64(4)));
        }

        return counts;
    }

    /// <summary>Opens a finding per new violation, updates those that go on, closes those that are over.</summary>
    /// <param name="violations">Every violation there is now, over all model versions.</param>
    /// <returns>What changed, or null when another replica is at it.</returns>
    public async Task<FindingChanges?> RecordAsync(IReadOnlyList<Violation> violations, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var alone = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT pg_try_advisory_xact_lock(hashtext('fairness.finding'))", cancellationToken: cancellationToken));
        if (!alone)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var opened = 0;
        foreach (var violation in violations)
        {
            opened += await UpsertAsync(connection, violation, now, cancellationToken) ? 1 : 0;
        }

        var closed = await CloseOthersAsync(connection, violations, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FindingChanges(opened, closed);
    }

    /// <returns>Findings, open ones first, newest first.</returns>
    public async Task<IReadOnlyList<Finding>> ListFindingsAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT id, model_version, attribute, group_name, measure, value, low, high, threshold, n, reference, reference_n,
                opened_at, updated_at, closed_at
            FROM fairness.finding ORDER BY closed_at IS NOT NULL, opened_at DESC, id
            """;
        await using var command = dataSource.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var findings = new List<Finding>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var violation = new Violation(
                reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetDouble(5),
                reader.GetFieldValue<double?>(6), reader.GetFieldValue<double?>(7), reader.GetDouble(8), reader.GetInt64(9),
                reader.GetString(10), reader.GetInt64(11));
            findings.Add(new Finding(
                reader.GetGuid(0), violation, reader.GetFieldValue<DateTimeOffset>(12), reader.GetFieldValue<DateTimeOffset>(13),
                reader.GetFieldValue<DateTimeOffset?>(14)));
        }

        return findings;
    }

    // xmax is 0 for a row this statement inserted and not for one it updated.
    private static Task<bool> UpsertAsync(
        NpgsqlConnection connection, Violation violation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO fairness.finding (id, model_version, attribute, group_name, measure, value, low, high, threshold, n,
                reference, reference_n, opened_at, updated_at)
            VALUES (@Id, @ModelVersion, @Attribute, @Group, @Measure, @Value, @Low, @High, @Threshold, @N,
                @Reference, @ReferenceN, @Now, @Now)
            ON CONFLICT (model_version, attribute, group_name, measure) WHERE closed_at IS NULL DO UPDATE
            SET value = excluded.value, low = excluded.low, high = excluded.high, threshold = excluded.threshold, n = excluded.n,
                reference = excluded.reference, reference_n = excluded.reference_n, updated_at = excluded.updated_at
            RETURNING xmax = 0
            """;
        var parameters = new DynamicParameters(violation);
        parameters.Add("Id", Guid.CreateVersion7(now));
        parameters.Add("Now", now.UtcDateTime);
        return connection.ExecuteScalarAsync<bool>(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken));
    }

    private static Task<int> CloseOthersAsync(
        NpgsqlConnection connection, IReadOnlyList<Violation> violations, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE fairness.finding f SET closed_at = @Now, updated_at = @Now
            WHERE closed_at IS NULL AND NOT EXISTS (
                SELECT FROM unnest(@Versions, @Attributes, @Groups, @Measures) v (version, attribute, group_name, measure)
                WHERE v.version = f.model_version AND v.attribute = f.attribute AND v.group_name = f.group_name AND v.measure = f.measure)
            """;
        return connection.ExecuteAsync(new CommandDefinition(Sql, new
        {
            Now = now.UtcDateTime,
            Versions = violations.Select(v => v.ModelVersion).ToArray(),
            Attributes = violations.Select(v => v.Attribute).ToArray(),
            Groups = violations.Select(v => v.Group).ToArray(),
            Measures = violations.Select(v => v.Measure).ToArray(),
        }, cancellationToken: cancellationToken));
    }
}
