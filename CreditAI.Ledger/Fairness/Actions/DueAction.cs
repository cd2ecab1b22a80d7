using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>A finding that something is to be done about, and has not been.</summary>
internal sealed record DueAction(ActionKind Kind, Guid FindingId, int ModelVersion, string Reason)
{
    private const string Sql = $"""
        SELECT f.id, f.model_version AS ModelVersion, a.alias, a.since, f.severity, f.opened_at AS OpenedAt, f.critical_at AS CriticalAt, f.measure, f.attribute,
               f.group_name AS GroupName
        FROM fairness.finding f JOIN registry.alias a ON a.version = f.model_version
        WHERE f.closed_at IS NULL AND f.measure NOT IN ('{WatchedMeasure.Recount}', '{WatchedMeasure.RestoreDrill}') AND NOT EXISTS (
            SELECT FROM fairness.action x
            WHERE x.finding_id = f.id AND x.kind = CASE a.alias WHEN '{ModelAlias.Champion}' THEN 'demote_champion' ELSE 'stop_canary' END)
        ORDER BY f.id
        """;

    /// <returns>The first one, or null when nothing is due.</returns>
    public static async Task<DueAction?> FindAsync(NpgsqlConnection connection, PolicyVersion policy, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(Sql, cancellationToken: cancellationToken));
        return rows.Select(row => row.ToDue(policy)).FirstOrDefault(due => due is not null);
    }

    private sealed record Row(
        Guid Id, int ModelVersion, string Alias, DateTime Since, string Severity, DateTime OpenedAt, DateTime? CriticalAt, string Measure, string Attribute,
        string GroupName)
    {
        // What was found before the version was made champion, or the canary begun, was there to be seen by whoever did it.
        public DueAction? ToDue(PolicyVersion policy)
        {
            var isChampion = Alias == ModelAlias.Champion;
            var level = isChampion ? policy.Policy.Actions.DemoteChampion : policy.Policy.Actions.StopCanary;
            var known = isChampion ? Since : policy.PutAt.UtcDateTime;
            var reached = level == ActionLevel.Critical ? CriticalAt : OpenedAt;
            var isDue = ActionPolicy.Reaches(level, SeverityText.Parse(Severity)) && reached >= known && (isChampion || policy.Policy.CanaryShare > 0);
            return isDue ? new DueAction(isChampion ? ActionKind.DemoteChampion : ActionKind.StopCanary, Id, ModelVersion, Reason) : null;
        }

        private string Reason => $"Finding {Id}: {Measure} of model version {ModelVersion}{Of} is {Severity}";

        private string Of => (Attribute, GroupName) switch
        {
            ("", _) => "",
            (_, "") => $", {Attribute},",
            _ => $", {Attribute} {GroupName},",
        };
    }
}
