using System.ComponentModel;

namespace CreditAI.ScoringApi.Fairness;

[Description("Fairness of a model version now: of the time asked for, and what is found.")]
internal sealed record FairnessResponse(
    [property: Description("Whose decisions.")] int ModelVersion,
    [property: Description("The version of the policy that says what a finding is.")] int PolicyVersion,
    [property: Description("The time asked for, as one window.")] WindowResponse Window,
    [property: Description("Open findings about the version.")] IReadOnlyList<FindingResponse> Findings);
