using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.ScoringApi.Security;

/// <summary>Unhealthy until the stored keys were read once: before that, their callers would be turned away.</summary>
internal sealed class KeyRingHealthCheck(KeyRing ring) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(ring.IsLoaded ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The API keys have not been read yet."));
}
