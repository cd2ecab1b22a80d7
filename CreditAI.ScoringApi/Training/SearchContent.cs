using System.ComponentModel;

namespace CreditAI.ScoringApi.Training;

[Description("A search for less discriminatory alternatives.")]
internal sealed record SearchContent(
    [property: Description("Fairness is that of the worst of these attributes.")] IReadOnlyList<string> Protected,
    [property: Description("Scorecards to train; 60 where it is left out.")] int? Models,
    [property: Description("AUC that may be lost against the baseline; 0.005 where it is left out.")] double? MaximumLoss);
