namespace CreditAI.Tests.ScoringApi.RateLimits;

/// <summary>The machine's clock, put forward on demand so that a test begins early in a minute and need not wait for the next.</summary>
internal sealed class MinuteClock : TimeProvider
{
    private long _shift;

    /// <summary>Makes it the second second of a minute, two or three minutes later: what was counted before counts no more.</summary>
    public void BeginMinute()
    {
        var now = GetUtcNow();
        Interlocked.Add(ref _shift, TimeSpan.FromSeconds(181 - now.Second).Ticks);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));
}
