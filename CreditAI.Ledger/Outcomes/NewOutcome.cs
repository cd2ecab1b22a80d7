namespace CreditAI.Ledger.Outcomes;

/// <summary>An outcome to be recorded.</summary>
/// <param name="ObservedAt">When it was seen; kept in microseconds, UTC.</param>
/// <param name="Source">Where it is from; null when nobody says.</param>
public sealed record NewOutcome(Guid DecisionId, Outcome Outcome, DateTimeOffset ObservedAt, string? Source);
