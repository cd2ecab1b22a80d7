using StackExchange.Redis;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>
/// The counts in the cache, a hash for each count and minute with a field for each replica, which sets its own and reads the
/// others'. Setting may be repeated, where adding may not: after an answer that never came, or in a cache that lost its data.
/// </summary>
/// <param name="replica">The name of this one.</param>
internal sealed class SharedCounts(IDatabase cache, string replica)
{
    private const string Replicas = "creditai:replicas";

    // Two minutes count; the third is for clocks that differ.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(3);

    /// <summary>Who has not been heard of for so long is gone.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromSeconds(5);

    /// <summary>Tells the cache what it does not know, and the counts what it answers, in one round trip.</summary>
    public async Task ExchangeAsync(IReadOnlyList<RateCounter> counters, DateTimeOffset now, TimeSpan atMost, TimeProvider time)
    {
        var batch = cache.CreateBatch();
        var pending = new List<Task>(2 * counters.Count);
        foreach (var counter in counters)
        {
            var push = counter.Push(now);
            pending.Add(TellAsync(batch, counter, push.Minute, push.Here));
            if (push.AsksBefore)
            {
                pending.Add(TellAsync(batch, counter, push.Minute - 1, push.HereBefore));
            }
        }

        batch.Execute();
        await Task.WhenAll(pending).WaitAsync(atMost, time);
    }

    /// <summary>By the cache's clock: replicas whose own clocks differ, or jump, would strike each other off.</summary>
    /// <returns>How many replicas have said within <see cref="Alive"/> that they are here, this one among them.</returns>
    public async Task<int> MeetAsync(TimeSpan atMost, TimeProvider time)
    {
        var now = (RedisValue[])(await cache.ExecuteAsync("TIME").WaitAsync(atMost, time))!;
        var second = (long)now[0];
        var batch = cache.CreateBatch();
        var here = batch.SortedSetAddAsync(Replicas, replica, second);
        var gone = batch.SortedSetRemoveRangeByScoreAsync(Replicas, double.NegativeInfinity, second - Alive.TotalSeconds);
        var count = batch.SortedSetLengthAsync(Replicas);
        batch.Execute();
        await Task.WhenAll(here, gone, count).WaitAsync(atMost, time);
        return (int)await count;
    }

    /// <summary>Takes this replica off the list, for one that stops.</summary>
    public Task LeaveAsync() => cache.SortedSetRemoveAsync(Replicas, replica);

    private async Task TellAsync(IBatch batch, RateCounter counter, long minute, long here)
    {
        var key = (RedisKey)$"creditai:rate:{counter.Id}:{minute}";
        var told = batch.HashSetAsync(key, replica, here);
        var all = batch.HashGetAllAsync(key);
        var kept = batch.KeyExpireAsync(key, Kept);
        await Task.WhenAll(told, all, kept);
        counter.Learn(minute, here, (await all).Where(each => each.Name != replica).Sum(each => (long)each.Value));
    }
}
