using CreditAI.Benchmarks.Load.Results;
using CreditAI.Benchmarks.Load.Servers;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>
/// Sends at a constant rate whatever the server does (open loop), and counts a request's latency from when it was due, not from when a
/// connection was free for it: a server that stalls pays for all who wait (coordinated omission, G. Tene, "How NOT to Measure Latency").
/// One thread does it all by poll(2): it shares its core with PostgreSQL, and what it takes there is missing from what is measured.
/// </summary>
internal sealed class PacedClient(TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    /// <param name="requests">What to send.</param>
    /// <param name="connections">How many requests may be under way at once.</param>
    /// <param name="perSecond">Above 0.</param>
    /// <param name="duration">How long to send.</param>
    public Task<ClientResult> RunAsync(
        RequestSet requests, int connections, double perSecond, TimeSpan duration, CancellationToken cancellationToken)
        => Task.Factory.StartNew(
            () => Run(requests, connections, perSecond, duration, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private ClientResult Run(RequestSet requests, int connections, double perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        var (composer, latencies) = (new RequestComposer(requests), new LatencyHistogram());
        var (sent, errors, planned) = (0L, 0L, (long)(perSecond * duration.TotalSeconds));
        PacedConnection[] all = [.. Enumerable.Range(0, connections).Select(_ => new PacedConnection(requests.Url))];
        var (free, busy) = (new Queue<PacedConnection>(all), new List<PacedConnection>(connections));
        var (polled, buffer) = (new PollDescriptor[connections], composer.NewBuffer());
        var started = time.GetTimestamp(); // Once every connection is open: no request is due before.
        try
        {
            while ((sent < planned || busy.Count > 0) && time.GetElapsedTime(started) < duration + Grace)
            {
                cancellationToken.ThrowIfCancellationRequested();
                SendDue();
                Receive();
            }
        }
        finally
        {
            Array.ForEach(all, connection => connection.Dispose());
        }

        var answered = latencies.Count;
        return new ClientResult(answered, time.GetElapsedTime(started).TotalSeconds, errors + planned - answered, Latencies.Of(latencies));

        long DueAt(long request) => started + (long)(request / perSecond * time.TimestampFrequency);

        void SendDue()
        {
            for (var now = time.GetTimestamp(); sent < planned && DueAt(sent) <= now && free.TryDequeue(out var connection); sent++)
            {
                if (connection.TrySend(composer.Compose(sent, buffer).Span, DueAt(sent)))
                {
                    busy.Add(connection);
                }
                else
                {
                    Count(connection, isAnswered: false);
                }
            }
        }

        void Receive()
        {
            for (var index = 0; index < busy.Count; index++)
            {
                polled[index] = PollDescriptor.ForReading(busy[index].Descriptor);
            }

            var wait = sent < planned && free.Count > 0 ? time.GetElapsedTime(time.GetTimestamp(), DueAt(sent)) : LongestWait;
            LibC.Poll(polled.AsSpan(0, busy.Count), wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
            for (var index = busy.Count - 1; index >= 0; index--)
            {
                if (polled[index].IsReady && busy[index].Receive() is { } status)
                {
                    Count(busy[index], isAnswered: status is >= 200 and < 300);
                    busy.RemoveAt(index);
                }
            }
        }

        void Count(PacedConnection connection, bool isAnswered)
        {
            errors += isAnswered ? 0 : 1;
            latencies.Record((long)time.GetElapsedTime(connection.Due).TotalNanoseconds);
            free.Enqueue(connection);
        }
    }
}
