using System.ComponentModel;

namespace CreditAI.ScoringApi.Outcomes;

[Description("A decision's outcomes.")]
internal sealed record OutcomeHistory(
    [property: Description("The decision's id.")] Guid DecisionId,
    [property: Description("The outcome that counts: repaid or defaulted; null while none is known.")] string? Outcome,
    [property: Description("Newest first; the first one counts.")] IReadOnlyList<OutcomeResponse> Items);
