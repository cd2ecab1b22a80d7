using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Reviews;

/// <summary>What a person decided on a decision of the ledger.</summary>
/// <param name="Decision">Approve or decline.</param>
/// <param name="Reviewer">Who decided.</param>
/// <param name="Reason">Why, for the record.</param>
/// <param name="PrincipalReasons">As a notice states them; empty where those that were scored stand.</param>
/// <param name="RecordedBy">Who sent it.</param>
public sealed record NewReview(
    Guid DecisionId, Decision Decision, string Reviewer, string Reason, IReadOnlyList<string> PrincipalReasons, string RecordedBy);
