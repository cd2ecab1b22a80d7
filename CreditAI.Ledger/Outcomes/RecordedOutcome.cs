namespace CreditAI.Ledger.Outcomes;

/// <summary>An outcome as the ledger keeps it. Of a decision's outcomes the one with the highest position counts.</summary>
/// <param name="Position">From 1 over all outcomes, without gaps, in the order in which they became visible.</param>
/// <param name="RecordedBy">Who sent it.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record RecordedOutcome(
    long Position, Guid DecisionId, Outcome Outcome, DateTimeOffset ObservedAt, string? Source, string RecordedBy, DateTimeOffset RecordedAt);
