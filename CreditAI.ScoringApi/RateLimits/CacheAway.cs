namespace CreditAI.ScoringApi.RateLimits;

/// <summary>What becomes of limited callers while the cache does not answer.</summary>
internal enum CacheAway
{
    /// <summary>They go on; each replica gives its share of the limit, by the number of replicas last known.</summary>
    Open,

    /// <summary>They are turned away with 503 until it is back.</summary>
    Closed,
}
