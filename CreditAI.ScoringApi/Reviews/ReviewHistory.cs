using System.ComponentModel;

namespace CreditAI.ScoringApi.Reviews;

[Description("A decision's reviews.")]
internal sealed record ReviewHistory(
    [property: Description("The decision's id.")] Guid DecisionId,
    [property: Description("As the scorecard decided: approve, refer or decline.")] string RecordedDecision,
    [property: Description("As it is now: the newest review's, else the recorded one.")] string EffectiveDecision,
    [property: Description("Newest first.")] IReadOnlyList<ReviewResponse> Items);
