namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Sends a set's requests over one connection, each with an application id of its own.</summary>
internal sealed class Requester : IDisposable
{
    private readonly (byte[] Bytes, int IdAt)[] _requests;
    private readonly HttpConnection _connection;
    private readonly byte[] _buffer;
    private readonly string _use;
    private readonly Func<long> _next;

    /// <param name="next">Numbers the requests of all connections of this use.</param>
    public Requester(RequestSet set, (byte[] Bytes, int IdAt)[] requests, string use, Func<long> next)
    {
        (_requests, _use, _next) = (requests, use, next);
        _connection = new HttpConnection(set.Url);
        _buffer = new byte[requests.Max(request => request.Bytes.Length)];
    }

    /// <returns>True for an answer of 2xx.</returns>
    public async ValueTask<bool> SendAsync(CancellationToken cancellationToken) =>
        await _connection.ExchangeAsync(Compose(), cancellationToken) is >= 200 and < 300;

    public void Dispose() => _connection.Dispose();

    private ReadOnlyMemory<byte> Compose()
    {
        var number = _next();
        var (bytes, idAt) = _requests[number % _requests.Length];
        bytes.CopyTo(_buffer, 0);
        if (idAt >= 0)
        {
            DistinctId.Write(_buffer.AsSpan(idAt, DistinctId.Length), _use, thread: 0, number);
        }

        return _buffer.AsMemory(0, bytes.Length);
    }
}
