using System.Net;
using System.Net.Sockets;

namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>One kept-alive connection of the paced load, which never waits for an answer; it connects at the first request and again after a failure.</summary>
internal sealed class PacedConnection(Uri address) : IDisposable
{
    private readonly IPEndPoint _server = new(IPAddress.Parse(address.Host), address.Port);
    private readonly byte[] _received = new byte[64 * 1024];
    private Socket? _socket;
    private int _length;

    /// <summary>When the request under way was due, as a timestamp.</summary>
    public long Due { get; private set; }

    /// <summary>Of the open connection.</summary>
    public int Descriptor => (int)_socket!.Handle;

    /// <returns>False when it cannot be sent.</returns>
    public bool TrySend(ReadOnlySpan<byte> request, long due)
    {
        (Due, _length) = (due, 0);
        try
        {
            _socket ??= Connect();
            return _socket.Send(request) == request.Length; // A request is far smaller than what the system keeps for a socket.
        }
        catch (SocketException)
        {
            Dispose();
            return false;
        }
    }

    /// <returns>The answer's status, 0 when the connection broke, or null while the answer is not all there.</returns>
    public int? Receive()
    {
        var count = _socket!.Receive(_received.AsSpan(_length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return null;
        }

        _length += count;
        try
        {
            return error != SocketError.Success || count == 0 ? Break()
                : !ResponseFrame.TryRead(_received.AsSpan(0, _length), out var status, out var whole) ? null
                : whole == _length ? status : Break();
        }
        catch (InvalidDataException)
        {
            return Break();
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private int Break()
    {
        Dispose();
        return 0;
    }

    private Socket Connect()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(_server);
            socket.Blocking = false;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
