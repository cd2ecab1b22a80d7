using System.ComponentModel;

namespace CreditAI.ScoringApi.Decisions;

[Description("Some of the decisions, newest first.")]
internal sealed record DecisionPage(
    [property: Description("Without their explanations.")] IReadOnlyList<DecisionResponse> Decisions,
    [property: Description("Send it as cursor for the next page; null when this is the last.")] string? Next);
