using System.ComponentModel;
using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Explanations;

[Description("How a score came about, exactly: base points, and what each feature and pair of features added.")]
internal sealed record ExplanationResponse(
    [property: Description("Points before any feature counts.")] double BasePoints,
    [property: Description("One per feature, in the scorecard's order.")] IReadOnlyList<FeatureExplanation> Features,
    [property: Description("One per pair of features; empty for a scorecard of single features.")] IReadOnlyList<PairExplanation> Pairs,
    [property: Description("The sum of all of these.")] double Points,
    [property: Description("Whether the sum is the recorded score, to the last bit. False: the record or the artifact was changed.")] bool MatchesRecord,
    [property: Description("What points lost are counted against: best, the most a feature can earn, or mean, the training population's.")] string Basis,
    [property: Description("Approved at or above this many points.")] double ApproveAt,
    [property: Description("Declined below this many points.")] double DeclineBelow,
    [property: Description("The nearest changes of what an applicant can change that would have approved it; empty when it was approved, or nothing would.")]
    IReadOnlyList<CounterfactualResponse> Counterfactuals)
{
    public static ExplanationResponse Of(DecidedBy by, ushort[] bins, double recordedPoints)
    {
        var card = by.Scorecard;
        var lost = new double[bins.Length];
        card.Lost(bins, by.Basis, lost);
        var points = card.Score(bins).Points;
        return new ExplanationResponse(
            card.BasePoints,
            [.. card.Terms.Select((term, slot) => Explain(term, bins[slot], lost[slot]))],
            [.. card.Pairs.Select(pair => new PairExplanation(
                card.Terms[pair.First].Feature.Name, card.Terms[pair.Second].Feature.Name, pair.PointsOf(bins[pair.First], bins[pair.Second])))],
            points, points == recordedPoints, by.Basis == ReasonBasis.Best ? "best" : "mean", by.CutOffs.Approve, by.CutOffs.Decline,
            [.. card.Counterfactuals(bins, by.CutOffs.Approve).Select(CounterfactualResponse.From)]);
    }

    private static FeatureExplanation Explain(FeatureTerm term, ushort bin, double lost)
        => new(term.Feature.Name, term.Feature.DisplayName, term.Describe(bin), term.PointsOf(bin), lost);
}
