using CreditAI.Ledger.Access;

namespace CreditAI.ScoringApi.Security;

/// <summary>Who calls, as far as the service knows. One object serves all requests of a key.</summary>
/// <param name="id">Stable and not secret: <c>bootstrap</c>, <c>key:</c> and the key's prefix, or <c>token:</c> and the token's subject. The actor of audit entries.</param>
/// <param name="name">For people.</param>
/// <param name="scopes">What the caller may do.</param>
internal sealed class Caller(string id, string name, Scope scopes)
{
    private bool _used;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public Scope Scopes { get; } = scopes;

    /// <summary>The caller's own limit; null for what the service is configured to give.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>No limit of requests, not even the configured one: the bootstrap key, with which limits are put right.</summary>
    public bool IsUnlimited { get; init; }

    /// <summary>Came with a token, so that refusals speak RFC 6750.</summary>
    public bool HasToken { get; init; }

    /// <summary>The stored key, where there is one.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Not valid from then on.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether it has called since it was last asked.</summary>
    public bool TakeUsed() => Interlocked.Exchange(ref _used, false);

    public void MarkUsed()
    {
        // Read first: a write with every request would pass the cache line around between the cores.
        if (!Volatile.Read(ref _used))
        {
            Volatile.Write(ref _used, true);
        }
    }
}
