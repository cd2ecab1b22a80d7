using CreditAI.Ledger.Access;
using Microsoft.Extensions.Options;

namespace CreditAI.ScoringApi.Security;

/// <summary>The API keys of this moment, in memory: a request asks no database.</summary>
internal sealed class KeyRing(IOptions<ApiKeyOptions> configured, TimeProvider time)
{
    private readonly KeyHash _bootstrap = KeyHash.Of(configured.Value.ApiKey!);
    private volatile Dictionary<KeyHash, Caller>? _callers;

    /// <summary>The key that the service was started with: always valid, so that the first keys can be asked for, and limits lifted.</summary>
    public Caller Bootstrap { get; } = new("bootstrap", "the configured key", Scope.Admin) { IsUnlimited = true };

    /// <summary>False until the stored keys were read for the first time.</summary>
    public bool IsLoaded => _callers is not null;

    /// <summary>The callers of the stored keys.</summary>
    public IReadOnlyCollection<Caller> Callers => _callers is { } callers ? callers.Values : [];

    /// <returns>Whose key this is, or null when it is nobody's, or no longer.</returns>
    public Caller? Find(string key)
    {
        var hash = KeyHash.Of(key);
        if (hash == _bootstrap)
        {
            return Bootstrap;
        }

        // The hash is looked up, not the key: which bucket it falls into tells nothing that leads to a key.
        return _callers?.GetValueOrDefault(hash) is { } caller && !(caller.ExpiresAt <= time.GetUtcNow()) ? caller : null;
    }

    public void Replace(IReadOnlyList<(KeyHash Hash, ApiKey Key)> keys)
    {
        _callers = keys.ToDictionary(each => each.Hash, each => new Caller($"key:{each.Key.Prefix}", each.Key.Name, each.Key.Scopes)
        {
            KeyId = each.Key.Id,
            ExpiresAt = each.Key.ExpiresAt,
            RequestsPerMinute = each.Key.RequestsPerMinute,
        });
    }
}
