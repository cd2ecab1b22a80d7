namespace CreditAI.ScoringApi.RateLimits;

/// <summary>The requests of one minute: those admitted here, how many of these the cache was told of, and those of the other replicas.</summary>
internal struct RateWindow(long minute)
{
    /// <summary>Since 1970; the same on every replica.</summary>
    public readonly long Minute = minute;

    public long Here;
    public long Told;
    public long Elsewhere;

    public readonly long Untold => Here - Told;

    public readonly long Total => Here + Elsewhere;

    /// <summary>Takes in what the cache answered. Counts only grow within a minute: what a cache that lost its data no longer knows still counts.</summary>
    public void Learn(long told, long elsewhere) => (Told, Elsewhere) = (Math.Max(Told, told), Math.Max(Elsewhere, elsewhere));
}
