using CreditAI.FairnessWorker.Acting;
using CreditAI.FairnessWorker.Measuring;
using CreditAI.FairnessWorker.Watching;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Monitoring.Windows;
using Microsoft.Extensions.Options;

namespace CreditAI.FairnessWorker.Judging;

/// <summary>
/// Judges what was counted of every model version that decides, by the policy that stands, writes what it finds, and does
/// about it what the policy asks for.
/// </summary>
internal sealed class FairnessJudge(
    FairnessStore store,
    FindingStore findings,
    FairnessLease lease,
    WatchedVersions watched,
    ModelRegistry registry,
    PolicyStore policies,
    ActionTaker actions,
    FairnessMetrics metrics,
    TimeProvider time,
    IOptions<FairnessOptions> options,
    ILogger<FairnessJudge> logger)
{
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var policy = (await policies.CurrentAsync(cancellationToken)).Policy.Fairness;
        var open = (await findings.ListAsync(new FindingQuery(IsOpen: true), cancellationToken)).ToLookup(finding => finding.ModelVersion, finding => finding.Verdict.Key);
        var models = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Version);
        var (snapshots, violations) = (new List<FairnessSnapshot>(), new List<(int, Verdict)>());
        foreach (var version in await store.VersionsAsync(now - options.Value.Horizon, cancellationToken))
        {
            var seen = await watched.ReadAsync(version, models.GetValueOrDefault(version), now, cancellationToken);
            var verdicts = VersionWatch.Judge(seen, policy, open[version].ToHashSet());
            violations.AddRange(verdicts.Where(verdict => verdict.Severity is not null).Select(verdict => (version, verdict)));
            snapshots.Add(new FairnessSnapshot(
                version, WindowFairness.Of(seen.Recent, now - options.Value.Horizon, now, seen.References, policy.MinimumGroup), verdicts));
        }

        metrics.Publish(snapshots, await store.TotalsAsync(cancellationToken), violations);
        if (await findings.RecordAsync(violations, WatchedMeasure.OfOperation, lease, cancellationToken) is { } changes)
        {
            FindingLog.Changed(logger, changes);
            await actions.ActAsync(cancellationToken);
        }
    }
}
