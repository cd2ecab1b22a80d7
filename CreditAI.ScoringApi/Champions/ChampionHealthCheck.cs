using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.ScoringApi.Champions;

/// <summary>Unhealthy without a champion; degraded while an older one decides than the registry names.</summary>
internal sealed class ChampionHealthCheck(ChampionHolder holder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult((holder.Current, holder.Problem) switch
        {
            (null, var problem) => HealthCheckResult.Unhealthy(problem),
            (_, null) => HealthCheckResult.Healthy(),
            (_, var problem) => HealthCheckResult.Degraded(problem),
        });
}
