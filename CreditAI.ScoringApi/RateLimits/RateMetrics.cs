using System.Diagnostics.Metrics;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>Instruments of the limits.</summary>
internal sealed class RateMetrics
{
    private readonly Counter<long> _refused;

    public RateMetrics(IMeterFactory meters, CacheState cache)
    {
        var meter = meters.Create("CreditAI.ScoringApi");
        _refused = meter.CreateCounter<long>("creditai.requests.refused", "{request}", "Requests refused by a limit, by whose and why.");
        meter.CreateObservableGauge("creditai.limits.replicas", () => cache.Replicas, "{replica}", "Replicas that share the limits, as far as this one knows.");
    }

    public void Refused(string who, string why) => _refused.Add(1, new("limited", who), new("reason", why));
}
