namespace CreditAI.Ledger.Access;

/// <summary>An API key as it may be shown: everything but the secret, which nobody keeps.</summary>
/// <param name="Prefix">The public part, by which people name it.</param>
/// <param name="RequestsPerMinute">Null: what the service is configured to give.</param>
/// <param name="ExpiresAt">Not valid from then on; null for never.</param>
/// <param name="LastUsedAt">To the hour, and late by some minutes; null when it was never seen in use.</param>
public sealed record ApiKey(
    Guid Id, string Name, string Prefix, Scope Scopes, int? RequestsPerMinute, DateTimeOffset? ExpiresAt, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? RevokedAt, string? RevokedBy, DateTimeOffset? LastUsedAt)
{
    /// <summary>active, expired or revoked.</summary>
    public string StateAt(DateTimeOffset now) => RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : "active";
}
