using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Applications;

/// <summary>An application as one model takes it.</summary>
/// <param name="Vector">Encoded by the model's bins; complete once the request was read without fault.</param>
/// <param name="Values">As received, by the model's slots.</param>
internal readonly record struct ModelInput(FeatureVector Vector, FeatureValue[] Values)
{
    public static ModelInput For(Scorecard scorecard) => new(scorecard.NewVector(), new FeatureValue[scorecard.Terms.Count]);
}
