namespace CreditAI.ScoringApi.RateLimits;

/// <summary>What the replicas know of each other through the cache.</summary>
internal sealed class CacheState
{
    private volatile int _replicas = 1;
    private volatile bool _answers;

    /// <summary>Whether a cache is configured; without one, a replica is alone.</summary>
    public bool IsUsed { get; init; }

    /// <summary>Whether it answered when it was asked last.</summary>
    public bool Answers
    {
        get => _answers;
        set => _answers = value;
    }

    /// <summary>How many replicas there are, as it said last; at least 1.</summary>
    public int Replicas
    {
        get => _replicas;
        set => _replicas = Math.Max(1, value);
    }
}
