using CreditAI.Ledger.Fairness.Counting;
using Dapper;

namespace CreditAI.Tests.Ledger.Fairness;

/// <summary>The counts as the ledger itself has them, by SQL that shares nothing with the counting.</summary>
internal static class Recount
{
    private const string Decided = """
        WITH counting AS (SELECT DISTINCT ON (decision_id) decision_id, outcome, recorded_at FROM ledger.outcome ORDER BY decision_id, position DESC),
        p AS MATERIALIZED (SELECT chain, position, attributes FROM ledger.protected_attributes),
        d AS (
            SELECT d.chain, d.position, d.model_version, d.decision, coalesce(c.outcome, 'unknown') AS outcome
            FROM ledger.decision d LEFT JOIN counting c ON c.decision_id = d.id),
        said AS (
            SELECT model_version, decision, outcome, '' AS key, '' AS value FROM d UNION ALL
            SELECT model_version, decision, outcome, a.key, a.value FROM d JOIN p USING (chain, position), jsonb_each_text(p.attributes) a UNION ALL
            SELECT model_version, decision, outcome, a.key || ' × ' || b.key, a.value || ' × ' || b.value
            FROM d JOIN p USING (chain, position), jsonb_each_text(p.attributes) a, jsonb_each_text(p.attributes) b
            WHERE a.key COLLATE "C" < b.key COLLATE "C" AND '(missing)' NOT IN (a.value, b.value))
        """;

    private const string All = Decided + """

        SELECT concat_ws('|', 'decided', model_version, key, value, decision, outcome, count(*)) FROM said GROUP BY model_version, key, value, decision, outcome
        UNION ALL
        SELECT concat_ws('|', 'observed', model_version, key, value, decision, outcome, count(*)) FROM said WHERE outcome <> 'unknown'
        GROUP BY model_version, key, value, decision, outcome
        """;

    /// <summary>Of every grain, all windows together.</summary>
    public static async Task AssertEqualAsync(LedgerHost host)
    {
        const string Counted = """
            SELECT concat_ws('|', basis, model_version, attribute, group_name, left(decision, 1), outcome, sum(n)) FROM fairness.tally WHERE grain = @grain
            GROUP BY basis, model_version, attribute, group_name, decision, outcome HAVING sum(n) <> 0
            """;
        await using var connection = await host.Database.OpenConnectionAsync();
        var expected = (await connection.QueryAsync<string>(All)).Order(StringComparer.Ordinal).ToArray();
        foreach (var grain in new[] { "5m", "hour", "day", "week" })
        {
            Assert.Equal(expected, (await connection.QueryAsync<string>(Counted, new { grain })).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>As <c>creditai fairness recompute</c> has it: every count of the days, to the last digit.</summary>
    public static async Task AssertRecountedAsync(LedgerHost host, params DateOnly[] days)
    {
        foreach (var day in days)
        {
            Assert.Empty((await new DayRecount(host.Database).RunAsync(day, CancellationToken.None)).Differences);
        }
    }
}
