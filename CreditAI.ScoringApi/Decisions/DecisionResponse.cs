using System.ComponentModel;
using System.Text.Json.Serialization;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Explanations;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>A decision as it is answered, now and years later.</summary>
[Description("A decision, durably recorded.")]
internal sealed record DecisionResponse(
    [property: Description("UUIDv7 of the decision.")] Guid Id,
    [property: Description("As sent; null once the applicant's data was erased.")] string? ApplicationId,
    [property: Description("As sent; null where none was, or once the applicant's data was erased.")] string? ApplicantId,
    [property: Description("approve, refer (a person decides) or decline.")] string Decision,
    [property: Description("The score in points as people are shown it: whole, within the scorecard's display range.")] int Score,
    [property: Description("The exact points, which the cut-offs compare with.")] double Points,
    [property: Description("Probability of default (PD), 0 to 1.")] double ProbabilityOfDefault,
    [property: Description("The features that lost the most points, most first, at most four; of a decline the adverse action reasons, of an approval what it could still have earned.")] IReadOnlyList<ReasonResponse> Reasons,
    [property: Description("The model version that decided.")] ModelResponse Model,
    [property: Description("UTC.")] DateTimeOffset DecidedAt)
{
    /// <summary>Only when read back: the answer to an application does not wait for it.</summary>
    [Description("How the score came about, and what would have approved it; absent from the answer to POST, and where explanation=false asks for none.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExplanationResponse? Explanation { get; init; }

    public static DecisionResponse From(RecordedDecision decision, Scorecard scorecard) => new(
        decision.Id, decision.Application?.ApplicationId, decision.Application?.ApplicantId, decision.Decision.ToText(), decision.Score,
        decision.Points, decision.ProbabilityOfDefault, ReasonsOf(scorecard, decision.Reasons),
        new ModelResponse(decision.ModelVersion, decision.ModelName, decision.ModelSha256), decision.DecidedAt);

    private static ReasonResponse[] ReasonsOf(Scorecard scorecard, PointsLost[] reasons)
    {
        var told = new ReasonResponse[reasons.Length];
        for (var index = 0; index < told.Length; index++)
        {
            told[index] = ReasonResponse.From(scorecard.Tell(reasons[index]));
        }

        return told;
    }
}
