using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Scorecards;

/// <summary>What holds for every scorecard and every application.</summary>
public sealed class ScorecardLawTests
{
    private static readonly Gen<double> Points = Gen.Choose(-100_000, 100_000).Select(value => value / 997d);

    private static readonly Arbitrary<(Scorecard Card, ushort[] Bins)> Cases = (
        from points in Points.ArrayOf(24)
        from basePoints in Points
        from debt in Gen.Choose(0, 4)
        from housing in Gen.Choose(0, 3)
        from inquiries in Gen.Choose(0, 4)
        select (Card(points, basePoints), new[] { (ushort)debt, (ushort)housing, (ushort)inquiries })).ToArbitrary();

    [Fact]
    public void Score_IsAdditive_ChangingOneFeatureChangesItByThatFeaturesTerms()
    {
        Prop.ForAll(Cases, drawn =>
        {
            var (card, bins) = drawn;
            ushort[] other = [.. bins];
            other[1] = Binning.First;
            var change = card.Terms[1].PointsOf(Binning.First) - card.Terms[1].PointsOf(bins[1])
                + card.Pairs.Sum(pair => pair.PointsOf(other[pair.First], other[pair.Second]) - pair.PointsOf(bins[pair.First], bins[pair.Second]));
            return Math.Abs(card.Score(other).Points - card.Score(bins).Points - change) < 1e-9;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lost_OverAllFeatures_SumsToTheGap()
    {
        Prop.ForAll(Cases, drawn =>
        {
            var (card, bins) = drawn;
            var best = card.BasePoints + card.Terms.Sum(term => term.BestPoints) + card.Pairs.Sum(pair => pair.BestPoints);
            var mean = card.BasePoints + card.Terms.Sum(term => term.MeanPoints) + card.Pairs.Sum(pair => pair.MeanPoints);
            double Lost(ReasonBasis basis)
            {
                var lost = new double[bins.Length];
                card.Lost(bins, basis, lost);
                return lost.Sum();
            }

            var points = card.Score(bins).Points;
            return Math.Abs(best - points - Lost(ReasonBasis.Best)) < 1e-9 && Math.Abs(mean - points - Lost(ReasonBasis.Mean)) < 1e-9;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reasons_AreSortedPositiveAndEachFeatureOnce()
    {
        Prop.ForAll(Cases, drawn =>
        {
            var reasons = drawn.Card.Reasons(drawn.Bins, ReasonBasis.Mean);
            return reasons.All(reason => reason.PointsLost > 0)
                && reasons.Zip(reasons.Skip(1)).All(pair => pair.First.PointsLost >= pair.Second.PointsLost)
                && reasons.DistinctBy(reason => reason.Feature).Count() == reasons.Count;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Parse_OfWhatWasWritten_ScoresTheSameToTheLastBit()
    {
        Prop.ForAll(Cases, drawn =>
        {
            var again = Scorecard.Parse(drawn.Card.ToUtf8Json());
            return again.Version == drawn.Card.Version && again.Score(drawn.Bins) == drawn.Card.Score(drawn.Bins);
        }).QuickCheckThrowOnFailure();
    }

    private static Scorecard Card(double[] points, double basePoints)
    {
        var small = Cards.Small();
        var next = 0;
        var terms = small.Terms.Select(term => new FeatureTerm(
            term.Feature, term.Binning, [.. term.Bins.Select(bin => bin with { Count = 3 + (next % 5), Favourable = 2, Points = points[next++] })]));
        return new Scorecard(small.Schema, small.Scale, basePoints, [.. terms], small.Lineage, [
            new PairTerm(0, 1, [0, 1, 2, 2, 3], [0, 0, 1, 0], points[14..22], [0, 0, 1, 2, 3, 4, 5, 6]),
            new PairTerm(1, 2, [0, 0, 0, 0], [0, 0, 0, 1, 1], points[22..24], [7, 2]),
        ]);
    }
}
