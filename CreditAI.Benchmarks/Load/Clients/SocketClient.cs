using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>The closed loop where wrk is missing. It costs its core more than wrk does, so that ratios come out lower.</summary>
internal sealed class SocketClient(TimeProvider time) : ILoadClient
{
    public string Name => "sockets";

    public async Task<ClientResult> RunAsync(RequestSet requests, int connections, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (composer, latencies) = (new RequestComposer(requests), new LatencyHistogram());
        var (number, errors, started) = (0L, 0L, time.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(LoopAsync, cancellationToken)));
        return new ClientResult(latencies.Count, time.GetElapsedTime(started).TotalSeconds, errors, Latencies.Of(latencies));

        async Task LoopAsync()
        {
            using var requester = new Requester(requests.Url, composer, () => Interlocked.Increment(ref number));
            while (time.GetElapsedTime(started) < duration)
            {
                var sent = time.GetTimestamp();
                if (!await requester.SendAsync(cancellationToken))
                {
                    Interlocked.Increment(ref errors);
                }

                latencies.Record((long)time.GetElapsedTime(sent).TotalNanoseconds);
            }
        }
    }
}
