namespace CreditAI.Ledger.Registry;

/// <summary>An alias moved: who, when, why, from where. Append-only in the database.</summary>
/// <param name="FromVersion">Null when the alias pointed nowhere before.</param>
public sealed record Promotion(
    string Alias, int? FromVersion, int ToVersion, string PromotedBy, string Reason, DateTimeOffset PromotedAt);
