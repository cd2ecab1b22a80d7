namespace CreditAI.ScoringApi.RateLimits;

/// <summary>The requests of one minute: those admitted here, how many of these the cache knows, and those of the other replicas.</summary>
internal struct RateWindow(long minute)
{
    /// <summary>Since 1970; the same on every replica.</summary>
    public readonly long Minute = minute;

    public long Here;
    public long Pushed;
    public long Elsewhere;

    public readonly long Unpushed => Here - Pushed;

    public readonly long Total => Here + Elsewhere;

    /// <summary>Takes in what the cache answered.</summary>
    /// <param name="added">How many it was told of.</param>
    /// <param name="total">Its sum afterwards.</param>
    public void Learn(long added, long total)
    {
        Pushed += added;
        if (total < Pushed)
        {
            // It has lost its data: what it has from here is what it was told now, and the rest is pushed again.
            Pushed = added;
        }

        Elsewhere = Math.Max(0, total - Pushed);
    }
}
