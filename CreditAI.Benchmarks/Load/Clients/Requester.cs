namespace CreditAI.Benchmarks.Load.Clients;

/// <summary>Sends requests over one connection, one at a time.</summary>
/// <param name="url">Of the server.</param>
/// <param name="composer">Makes the requests of all connections of this use.</param>
/// <param name="next">Numbers them.</param>
internal sealed class Requester(Uri url, RequestComposer composer, Func<long> next) : IDisposable
{
    private readonly HttpConnection _connection = new(url);
    private readonly byte[] _buffer = composer.NewBuffer();

    /// <returns>True for an answer of 2xx.</returns>
    public async ValueTask<bool> SendAsync(CancellationToken cancellationToken) =>
        await _connection.ExchangeAsync(composer.Compose(next(), _buffer), cancellationToken) is >= 200 and < 300;

    public void Dispose() => _connection.Dispose();
}
