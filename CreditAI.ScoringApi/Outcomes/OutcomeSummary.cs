using System.ComponentModel;

namespace CreditAI.ScoringApi.Outcomes;

[Description("What became of the outcomes of an array. Each stands for itself: those refused keep no other from being recorded.")]
internal sealed record OutcomeSummary(
    [property: Description("How many were recorded, those that supersede included.")] int Recorded,
    [property: Description("How many counted already.")] int Unchanged,
    [property: Description("How many were refused.")] int Refused,
    [property: Description("Each, in the order sent.")] IReadOnlyList<OutcomeResult> Items)
{
    public static OutcomeSummary Of(IReadOnlyList<OutcomeResult> items) => new(
        items.Count(item => item.Status == StatusCodes.Status201Created), items.Count(item => item.Status == StatusCodes.Status200OK),
        items.Count(item => item.Status >= StatusCodes.Status400BadRequest), items);
}
