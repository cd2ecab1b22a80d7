using System.ComponentModel;
using CreditAI.Scoring.Counterfactuals;

namespace CreditAI.ScoringApi.Explanations;

[Description("Changes that together would have approved the application.")]
internal sealed record CounterfactualResponse(
    [property: Description("In a plain sentence.")] string Text,
    [property: Description("The score with the changes.")] double Points,
    [property: Description("One to three.")] IReadOnlyList<CounterfactualChange> Changes)
{
    public static CounterfactualResponse From(Counterfactual found) => new(found.Text, found.Points, [.. found.Changes.Select(CounterfactualChange.From)]);
}
