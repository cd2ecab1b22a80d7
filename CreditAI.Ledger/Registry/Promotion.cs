namespace CreditAI.Ledger.Registry;

/// <summary>An alias moved: who, when, why, from where. Append-only in the database.</summary>
/// <param name="FromVersion">Null when the alias pointed nowhere before.</param>
/// <param name="Evaluation">What it rests on; null where it rests on none, as going back does.</param>
/// <param name="Override">Why it was promoted without what the policy asks for; null where that was there.</param>
public sealed record Promotion(
    string Alias, int? FromVersion, int ToVersion, string PromotedBy, string Reason, DateTimeOffset PromotedAt, Guid? Evaluation = null, string? Override = null);
