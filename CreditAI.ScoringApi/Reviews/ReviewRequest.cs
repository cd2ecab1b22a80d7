using System.ComponentModel;

namespace CreditAI.ScoringApi.Reviews;

/// <summary>The request's shape for the description only: it is read with every fault named.</summary>
[Description("What a person decided on a decision.")]
internal sealed record ReviewRequest(
    [property: Description("approve or decline.")] string Decision,
    [property: Description("Who decided; at most 200 characters.")] string Reviewer,
    [property: Description("Why, for the record; at most 2,000 characters.")] string Reason,
    [property: Description("One to four specific reasons as a notice states them. Required to decline what the scorecard did not decline, and only then.")]
    IReadOnlyList<string>? PrincipalReasons);
