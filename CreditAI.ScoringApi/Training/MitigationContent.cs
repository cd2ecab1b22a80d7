using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("How a run is made fairer.")]
internal sealed record MitigationContent(
    [property: Description("reweighing or reductions.")] string Method,
    [property: Description("One of the schema's protected attributes; never a feature.")] string Attribute,
    [property: Description("Of reductions: demographicParity, equalizedOdds, truePositiveRateParity, falsePositiveRateParity or boundedLoss.")] string? Constraint,
    [property: Description("Of reductions: largest distance of a group's rate to all rows'; 0.01 where it is left out.")] double? Bound);
