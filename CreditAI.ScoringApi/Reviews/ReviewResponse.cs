using System.ComponentModel;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Reviews;
using CreditAI.Scoring.Decisions;

namespace CreditAI.ScoringApi.Reviews;

[Description("A review of the record.")]
internal sealed record ReviewResponse(
    [property: Description("From 1 for each decision; the highest is the effective one.")] int Number,
    [property: Description("The decision that was reviewed.")] Guid DecisionId,
    [property: Description("approve or decline.")] string Decision,
    [property: Description("highSide: declined what the scorecard approved. lowSide: approved what it declined. Null: no override.")] string? Override,
    [property: Description("Who decided.")] string Reviewer,
    [property: Description("Why.")] string Reason,
    [property: Description("As a notice states them; empty where those that were scored stand.")] IReadOnlyList<string> PrincipalReasons,
    [property: Description("Who sent it.")] string RecordedBy,
    [property: Description("UTC.")] DateTimeOffset RecordedAt)
{
    public static ReviewResponse From(RecordedReview review, Decision recorded) => new(
        review.Number, review.DecisionId, review.Decision.ToText(), Side(review.Decision, recorded), review.Reviewer, review.Reason,
        review.PrincipalReasons, review.RecordedBy, review.RecordedAt);

    private static string? Side(Decision reviewed, Decision recorded) => (recorded, reviewed) switch
    {
        (Scoring.Decisions.Decision.Approve, Scoring.Decisions.Decision.Decline) => "highSide",
        (Scoring.Decisions.Decision.Decline, Scoring.Decisions.Decision.Approve) => "lowSide",
        _ => null,
    };
}
