namespace CreditAI.Ledger.Objects;

/// <summary>
/// Objects by key. An object appears whole or not at all, and a reader keeps what it opened even when the object is
/// replaced or deleted meanwhile. Keys are segments of A–Z, a–z, 0–9, '.', '_' and '-' joined by '/'.
/// </summary>
public interface IObjectStore : IObjectSource
{
    /// <summary>Writes an object, replacing one that is there.</summary>
    Task PutAsync(string key, Stream content, CancellationToken cancellationToken);

    /// <summary>Writes an object unless one is there.</summary>
    /// <returns>Whether it was written.</returns>
    Task<bool> PutIfAbsentAsync(string key, Stream content, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes an object; deleting none is no error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}
