using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace CreditAI.ScoringApi.RateLimits;

/// <summary>
/// Reconciles the counts with those of the other replicas, ten times a second and sooner when a count runs short. No
/// request waits for it.
/// </summary>
internal sealed class RateExchange(
    CacheConnection connection, CacheState state, RateQueue queue, IOptions<RateLimitOptions> options, TimeProvider time,
    ILogger<RateExchange> logger) : BackgroundService
{
    private const int MostAtOnce = 5_000;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MeetEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly string _replica = Guid.CreateVersion7(time.GetUtcNow()).ToString();
    private long? _met;
    private long? _back; // When it answered after it had been away.
    private bool _saidAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var taken = queue.Take(MostAtOnce);
            try
            {
                var shared = new SharedCounts(await connection.OpenAsync(), _replica);
                await MeetAsync(shared);
                await shared.ExchangeAsync(taken, time.GetUtcNow(), Patience, time);
                Answered();
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
            {
                Away(exception, taken);
            }

            await Task.Delay(Apart, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WaitAsync(stoppingToken);
        }

        await LeaveAsync();
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        try
        {
            await queue.WakeUp.WaitAsync(Every, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task MeetAsync(SharedCounts shared)
    {
        if (_met is not { } met || time.GetElapsedTime(met) >= MeetEvery)
        {
            var replicas = await shared.MeetAsync(Patience, time);
            _met = time.GetTimestamp();
            _back ??= _met;

            // One that has just come back may know none of the others yet; whoever was there before has as long as ever to say so.
            state.Replicas = time.GetElapsedTime(_back.Value) < SharedCounts.Alive ? Math.Max(state.Replicas, replicas) : replicas;
        }
    }

    private void Answered()
    {
        if (!state.Answers)
        {
            RateLimitLog.CacheAnswers(logger, state.Replicas);
        }

        (state.Answers, _saidAway) = (true, false);
    }

    private void Away(Exception exception, List<RateCounter> taken)
    {
        (state.Answers, _met, _back) = (false, null, null);
        taken.ForEach(queue.Add);
        if (!_saidAway)
        {
            RateLimitLog.CacheAway(logger, options.Value.WhenCacheAway, exception.GetType().Name); // its message may hold the connection's settings
            _saidAway = true;
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (state.Answers)
            {
                await new SharedCounts(await connection.OpenAsync(), _replica).LeaveAsync().WaitAsync(Patience, time);
            }
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // The others notice within seconds.
        }
    }
}
