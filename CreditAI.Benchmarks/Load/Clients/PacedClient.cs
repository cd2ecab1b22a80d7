using System.Threading.Channels;
using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>
/// Sends at a constant rate whatever the server does (open loop), and counts a request's latency from when it was due, not from when a
/// connection was free for it: a server that stalls pays for all who wait (coordinated omission, G. Tene, "How NOT to Measure Latency").
/// </summary>
internal sealed class PacedClient(TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="requests">What to send.</param>
    /// <param name="connections">How many requests may be under way at once.</param>
    /// <param name="perSecond">Above 0.</param>
    /// <param name="duration">How long to send.</param>
    public async Task<ClientResult> RunAsync(
        RequestSet requests, int connections, double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (composed, use, latencies) = (requests.Compose(), DistinctId.NextUse(), new LatencyHistogram());
        var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(duration + Grace);
        var (number, errors, started, planned) = (0L, 0L, time.GetTimestamp(), (long)(perSecond * duration.TotalSeconds));
        var clock = new Thread(Pace) { IsBackground = true };
        clock.Start();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(LoopAsync, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        var answered = latencies.Count;
        return new ClientResult(answered, time.GetElapsedTime(started).TotalSeconds, errors + planned - answered, Latencies.Of(latencies));

        void Pace()
        {
            for (var request = 0L; request < planned && !late.IsCancellationRequested; request++)
            {
                var at = started + (long)(request / perSecond * time.TimestampFrequency);
                for (var wait = time.GetElapsedTime(time.GetTimestamp(), at); wait > TimeSpan.Zero; wait = time.GetElapsedTime(time.GetTimestamp(), at))
                {
                    LibC.Sleep(wait);
                }

                due.Writer.TryWrite(at);
            }

            due.Writer.Complete();
        }

        async Task LoopAsync()
        {
            using var requester = new Requester(requests, composed, use, () => Interlocked.Increment(ref number));
            try
            {
                await foreach (var at in due.Reader.ReadAllAsync(late.Token))
                {
                    if (!await requester.SendAsync(late.Token))
                    {
                        Interlocked.Increment(ref errors);
                    }

                    latencies.Record((long)time.GetElapsedTime(at).TotalNanoseconds);
                }
            }
            catch (OperationCanceledException)
            {
                // Too late to count as answered, or the run is cancelled.
            }
        }
    }
}
