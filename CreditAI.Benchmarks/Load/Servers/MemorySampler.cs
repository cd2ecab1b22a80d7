using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>Looks at a process's resident memory four times a second.</summary>
internal sealed class MemorySampler : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<MemorySample> _samples = [];
    private readonly Task _sampling;

    private MemorySampler(int process, TimeProvider time) => _sampling = SampleAsync(process, time);

    public static MemorySampler Start(int process, TimeProvider time) => new(process, time);

    public async Task<MemoryTrend> StopAsync()
    {
        await DisposeAsync();
        return MemoryTrend.Of(_samples);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_sampling.IsCompleted)
        {
            await _stop.CancelAsync();
            await _sampling;
            _stop.Dispose();
        }
    }

    private async Task SampleAsync(int process, TimeProvider time)
    {
        var started = time.GetTimestamp();
        while (!_stop.IsCancellationRequested && ProcessFacts.ResidentMiB(process) is { } resident)
        {
            _samples.Add(new MemorySample(time.GetElapsedTime(started).TotalSeconds, resident));
            await Task.Delay(Every, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
