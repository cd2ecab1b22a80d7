using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.FairnessWorker.Watching;

/// <summary>Degraded while the ledger cannot be followed: measures are old, and nothing is lost.</summary>
internal sealed class WatchHealthCheck(FairnessWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(watch.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
}
