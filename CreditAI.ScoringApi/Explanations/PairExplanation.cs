using System.ComponentModel;

namespace CreditAI.ScoringApi.Explanations;

[Description("What two features added together beyond what each adds alone.")]
internal sealed record PairExplanation(
    [property: Description("The one feature's name.")] string First,
    [property: Description("The other feature's name.")] string Second,
    [property: Description("Points that the two added.")] double Points);
