using System.Net;
using System.Net.Sockets;

namespace CreditAI.Tests.Servers;

/// <summary>A way to a server on which every connection waits: a machine with much else to do.</summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SlowRelay(int server, TimeSpan delay)
    {
        _listener.Start();
        _accepting = AcceptAsync(server, delay);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync(int server, TimeSpan delay)
    {
        var relayed = new List<Task>();
        try
        {
            while (true)
            {
                relayed.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token), server, delay));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relayed);
        }
    }

    private async Task RelayAsync(TcpClient client, int port, TimeSpan delay)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await Task.Delay(delay, _stop.Token);
                await server.ConnectAsync(IPAddress.Loopback, port, _stop.Token);
                var there = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
                var back = server.GetStream().CopyToAsync(client.GetStream(), _stop.Token);
                await Task.WhenAny(there, back);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
            {
                // Whoever connected is gone, or the test is over.
            }
        }
    }
}
