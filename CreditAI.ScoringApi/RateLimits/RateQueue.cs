using System.Collections.Concurrent;
using CreditAI.Ledger.Notifications;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>The counts that the cache has to be asked about.</summary>
internal sealed class RateQueue
{
    private readonly ConcurrentQueue<RateCounter> _counters = new();

    /// <summary>Rung when it should be asked soon.</summary>
    public WakeUp WakeUp { get; } = new();

    public void Add(RateCounter counter) => _counters.Enqueue(counter);

    /// <returns>At most <paramref name="most"/>, the longest waiting first.</returns>
    public List<RateCounter> Take(int most)
    {
        var taken = new List<RateCounter>();
        while (taken.Count < most && _counters.TryDequeue(out var counter))
        {
            taken.Add(counter);
        }

        return taken;
    }
}
