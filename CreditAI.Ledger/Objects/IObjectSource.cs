namespace CreditAI.Ledger.Objects;

/// <summary>Objects by key, to be read.</summary>
public interface IObjectSource
{
    /// <returns>The content, to be disposed by the caller, or null when there is no such object.</returns>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>The objects whose key begins with <paramref name="prefix"/>, in ordinal order of their keys.</summary>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken);
}
