using System.ComponentModel;

namespace CreditAI.ScoringApi.Outcomes;

/// <summary>The request's shape for the description only: it is read with every fault named.</summary>
[Description("How the credit that a decision was about turned out.")]
internal sealed record OutcomeRequest(
    [property: Description("The decision's id.")] Guid DecisionId,
    [property: Description("repaid or defaulted.")] string Outcome,
    [property: Description("When it was observed, with its offset; not in the future.")] DateTimeOffset ObservedAt,
    [property: Description("Where it is from; at most 200 characters.")] string? Source);
