using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>An outcome, and the one it takes the place of.</summary>
/// <param name="Before">Unknown where it is the decision's first.</param>
/// <param name="RecordedBefore">When that was recorded.</param>
internal readonly record struct CountedOutcome(OutcomeState State, DateTimeOffset RecordedAt, OutcomeState Before, DateTimeOffset? RecordedBefore);
