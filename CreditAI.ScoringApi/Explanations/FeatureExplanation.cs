using System.ComponentModel;

namespace CreditAI.ScoringApi.Explanations;

[Description("What a feature added to the score.")]
internal sealed record FeatureExplanation(
    [property: Description("The feature's name.")] string Feature,
    [property: Description("What a person calls it.")] string DisplayName,
    [property: Description("The range or level that the applicant's value fell into.")] string Value,
    [property: Description("Points that it added.")] double Points,
    [property: Description("Points lost against the basis, its share of pairs included; negative when it earned more.")] double PointsLost);
