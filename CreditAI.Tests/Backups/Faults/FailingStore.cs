using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Backups.Faults;

/// <summary>A store that refuses a share of what it is asked, as an overloaded server does, and takes its time.</summary>
internal sealed class FailingStore(IObjectStore store, double share, int seed) : IObjectStore
{
    private readonly Random _random = new(seed);

    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        await FailAsync(cancellationToken);
        await store.PutAsync(key, content, cancellationToken);
    }

    public async Task<bool> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        await FailAsync(cancellationToken);
        return await store.PutIfAbsentAsync(key, content, cancellationToken);
    }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        await FailAsync(cancellationToken);
        return await store.OpenReadAsync(key, cancellationToken);
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => store.ExistsAsync(key, cancellationToken);

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken) => store.ListAsync(prefix, cancellationToken);

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        await FailAsync(cancellationToken);
        await store.DeleteAsync(key, cancellationToken);
    }

    private async Task FailAsync(CancellationToken cancellationToken)
    {
        bool fails;
        lock (_random)
        {
            fails = _random.NextDouble() < share;
        }

        await Task.Delay(5, cancellationToken);
        if (fails)
        {
            throw new IOException("503 Slow Down");
        }
    }
}
