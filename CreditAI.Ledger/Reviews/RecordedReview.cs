using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Reviews;

/// <summary>A review as the ledger keeps it: a second line of the record, never an edit of the decision.</summary>
/// <param name="Number">From 1 for each decision; the decision of the highest number is the effective one.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record RecordedReview(
    Guid DecisionId, int Number, Decision Decision, string Reviewer, string Reason, IReadOnlyList<string> PrincipalReasons, string RecordedBy,
    DateTimeOffset RecordedAt);
