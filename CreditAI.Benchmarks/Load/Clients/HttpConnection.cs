using System.Net;
using System.Net.Sockets;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>One kept-alive connection, one request at a time; it connects at the first and again after a failure.</summary>
internal sealed class HttpConnection(Uri address) : IDisposable
{
    private readonly IPEndPoint _server = new(IPAddress.Parse(address.Host), address.Port);
    private Socket? _socket;
    private byte[] _received = new byte[16 * 1024];

    /// <returns>The answer's status, or 0 when the connection broke.</returns>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            _socket ??= await ConnectAsync(cancellationToken);
            for (var sent = 0; sent < request.Length;)
            {
                sent += await _socket.SendAsync(request[sent..], cancellationToken);
            }

            return await ReadAnswerAsync(_socket, cancellationToken);
        }
        catch (Exception failure) when (failure is SocketException or InvalidDataException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async ValueTask<int> ReadAnswerAsync(Socket socket, CancellationToken cancellationToken)
    {
        for (var length = 0; ;)
        {
            if (length == _received.Length)
            {
                Array.Resize(ref _received, 2 * length);
            }

            var count = await socket.ReceiveAsync(_received.AsMemory(length), cancellationToken);
            length += count > 0 ? count : throw new InvalidDataException("the server closed the connection");
            if (ResponseFrame.TryRead(_received.AsSpan(0, length), out var status, out var whole))
            {
                return whole == length ? status : throw new InvalidDataException("more came than was asked for");
            }
        }
    }

    private async ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_server, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
