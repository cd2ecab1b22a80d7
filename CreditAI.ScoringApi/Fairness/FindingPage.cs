using System.ComponentModel;

namespace CreditAI.ScoringApi.Fairness;

[Description("Findings, newest first.")]
internal sealed record FindingPage(
    [property: Description("The findings.")] IReadOnlyList<FindingResponse> Findings,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
