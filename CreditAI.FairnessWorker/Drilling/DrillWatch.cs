using CreditAI.FairnessWorker.Looking;
using CreditAI.Ledger.Drills;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Schema;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using Npgsql;

namespace CreditAI.FairnessWorker.Drilling;

/// <summary>A restore that failed when it was drilled is a critical finding, told as any other, until a drill of that region passes.</summary>
internal sealed class DrillWatch(
    NpgsqlDataSource database, DrillStore drills, ModelRegistry registry, FindingStore findings, FairnessLease lease, LedgerSchema schema, TimeProvider time,
    ILogger<DrillWatch> logger) : LedgerLoop(schema, time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A finding is under a model version: the one that decides on what could not be restored.
            if (await lease.HoldAsync(database, cancellationToken) && await registry.FindAliasAsync(ModelAlias.Champion, cancellationToken) is { } champion)
            {
                var failed = (await drills.LatestAsync(cancellationToken)).Where(drill => drill.Failures.Count > 0).Select(drill => (champion.Version, VerdictOf(drill))).ToList();
                var changes = await findings.RecordAsync(failed, [.. WatchedMeasure.Judged, WatchedMeasure.Recount], lease, cancellationToken);
                foreach (var finding in changes?.Opened ?? [])
                {
                    DrillLog.Failed(logger, finding.Verdict.Group);
                }
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            DrillLog.NotLooked(logger, exception.Message);
        }

        return Every;
    }

    private static Verdict VerdictOf(DrillOutcome drill) => new()
    {
        Measure = WatchedMeasure.RestoreDrill,
        Attribute = "",
        Group = drill.Region,
        Reference = "drill",
        Value = Measure.Of(drill.Failures.Count, drill.Checks),
        Observed = drill.Failures.Count,
        Expected = 0,
        ReferenceN = drill.Checks,
        Threshold = 0,
        LogEvidence = null,
        LogEvidenceAsked = 0,
        Since = drill.StartedAt,
        Severity = Severity.Critical,
    };
}
