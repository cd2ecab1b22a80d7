namespace Aspire.Hosting.Dashboard.Grpc;

/// <summary>Ends the open streams when the server stops; they would hold it up otherwise.</summary>
internal sealed class ServerStopping : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken Token => _stopping.Token;

    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();
}
