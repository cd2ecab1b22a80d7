using System.ComponentModel;
using CreditAI.Scoring.Counterfactuals;

namespace CreditAI.ScoringApi.Explanations;

[Description("A feature's change; any value within what is said here is enough.")]
internal sealed record CounterfactualChange(
    [property: Description("The feature's name.")] string Feature,
    [property: Description("Smallest value that is enough; null: no lower bound, or a level.")] double? AtLeast,
    [property: Description("Values below this are enough; null: no upper bound, or a level.")] double? Below,
    [property: Description("The levels that are enough; empty for a number.")] IReadOnlyList<string> Levels)
{
    public static CounterfactualChange From(FeatureChange change) => new(change.Feature, change.AtLeast, change.Below, change.Levels);
}
