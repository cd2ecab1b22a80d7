using System.ComponentModel;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>What the champion makes of an application, of which nothing is kept.</summary>
[Description("A score without a decision: nothing is recorded.")]
internal sealed record ScoreResponse(
    [property: Description("The score in points as people are shown it: whole, within the scorecard's display range.")] int Score,
    [property: Description("The exact points.")] double Points,
    [property: Description("Probability of default (PD), 0 to 1.")] double ProbabilityOfDefault,
    [property: Description("The features that lost the most points, most first, at most four.")] IReadOnlyList<ReasonResponse> Reasons,
    [property: Description("The model version that scored.")] ModelResponse Model);
