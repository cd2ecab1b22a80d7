using CreditAI.FairnessWorker.Measuring;
using CreditAI.Ledger.Fairness;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Registry;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.FairnessWorker.Watching;

/// <summary>
/// Follows the ledger: counts what is new, measures, writes findings. A notification wakes it, and it looks now and
/// then besides. Any number of replicas may run: the database lets one at a time count and one write findings.
/// </summary>
internal sealed class FairnessWatch(
    FairnessStore store,
    ModelRegistry registry,
    FairnessMetrics metrics,
    Follower follower,
    IOptions<FairnessOptions> options,
    ILogger<FairnessWatch> logger) : BackgroundService
{
    private readonly FairnessOptions _options = options.Value;
    private IReadOnlyList<DecisionCount> _evaluated = [];
    private volatile string? _problem = "The ledger has not been looked at yet.";

    /// <summary>Why the last look at the ledger failed; null when it did not.</summary>
    public string? Problem => _problem;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => follower.RunAsync(Channels.Batch, LookAsync, stoppingToken);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CatchUpAsync(cancellationToken);
            await EvaluateAsync(cancellationToken);
            _problem = null;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            _problem = exception.Message;
            WatchLog.LookFailed(logger, exception.Message);
        }

        return _options.LookEvery;
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        long counted;
        do
        {
            counted = await store.CountNextAsync(_options.Page, cancellationToken);
            metrics.Behind(await store.LagAsync(cancellationToken));
        }
        while (counted > 0);
    }

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        var counts = await store.ReadCountsAsync(cancellationToken);
        if (counts.SequenceEqual(_evaluated))
        {
            return;
        }

        var references = (await registry.ListAsync(cancellationToken)).ToDictionary(model => model.Version, model => model.ReferenceGroups);
        var snapshots = FairnessEvaluation.Measure(counts, references, _options.MinimumGroup);
        var violations = FairnessEvaluation.Violations(snapshots, _options.AdverseImpactRatio);
        metrics.Publish(snapshots, violations.Count);
        if (await store.RecordAsync(violations, cancellationToken) is { } changes)
        {
            _evaluated = counts; // Else another replica is at it, and this one looks again.
            WatchLog.FindingsChanged(logger, changes);
        }
    }
}
