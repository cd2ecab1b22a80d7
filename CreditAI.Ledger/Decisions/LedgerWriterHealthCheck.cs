using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CreditAI.Ledger.Decisions;

/// <summary>Decisions are being recorded, not refused.</summary>
internal sealed class LedgerWriterHealthCheck(LedgerBreaker breaker) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(breaker.Refuses ? HealthCheckResult.Unhealthy("Decisions are refused: the ledger cannot be written to.") : HealthCheckResult.Healthy());
}
