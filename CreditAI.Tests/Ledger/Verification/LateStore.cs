using System.Runtime.CompilerServices;
using CreditAI.Ledger.Objects;

namespace CreditAI.Tests.Ledger.Verification;

/// <summary>Objects of <paramref name="store"/>, listed after <paramref name="meanwhile"/> has happened.</summary>
internal sealed class LateStore(IObjectSource store, Func<Task> meanwhile) : IObjectSource
{
    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken) => store.OpenReadAsync(key, cancellationToken);

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await meanwhile();
        await foreach (var info in store.ListAsync(prefix, cancellationToken))
        {
            yield return info;
        }
    }
}
