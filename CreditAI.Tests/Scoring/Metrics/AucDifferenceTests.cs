using CreditAI.Scoring.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Metrics;

public sealed class AucDifferenceTests
{
    /// <summary>The placements by their definition, pair by pair.</summary>
    [Fact]
    public void Of_AnyScoresWithTies_IsTheDifferenceAndVarianceByDefinition()
    {
        // An outcome and two scores of five levels in each number.
        Prop.ForAll(
            Gen.Choose(0, 49).ArrayOf().Where(made => made.Count(code => code % 2 == 1) >= 2 && made.Count(code => code % 2 == 0) >= 2).ToArbitrary(),
            made =>
            {
                var outcomes = Array.ConvertAll(made, code => code % 2 == 1);
                var (one, other) = (Array.ConvertAll(made, code => (double)(code / 2 % 5)), Array.ConvertAll(made, code => (double)(code / 10)));
                var measured = AucDifference.Of(outcomes, one, other);
                var (difference, variance) = ByDefinition(outcomes, one, other);
                Assert.Equal(difference, measured.Value!.Value, 12);
                Assert.Equal(2 * 1.959963984540054 * Math.Sqrt(variance), measured.Interval!.Value.High - measured.Interval.Value.Low, 10);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_ScoresThatRankAlike_IsZeroWithoutDoubt()
    {
        bool[] outcomes = [true, false, true, false, true];
        double[] scores = [5, 1, 4, 3, 2];

        var difference = AucDifference.Of(outcomes, scores, Array.ConvertAll(scores, score => score * 100));

        Assert.Equal((0.0, 0.0, 0.0), (difference.Value!.Value, difference.Interval!.Value.Low, difference.Interval.Value.High));
    }

    [Fact]
    public void Of_OneOutcomeOnly_IsUndefinedWithTheReason()
        => Assert.Equal((null, 2, "every outcome is the same, so scores cannot be ranked against it"), Undefined(AucDifference.Of([true, true], [1, 2], [2, 1])));

    private static (double? Value, long N, string? Why) Undefined(CreditAI.Scoring.Fairness.Measure measure) => (measure.Value, measure.N, measure.Undefined);

    private static (double Difference, double Variance) ByDefinition(bool[] outcomes, double[] one, double[] other)
    {
        var good = Enumerable.Range(0, outcomes.Length).Where(row => outcomes[row]).ToArray();
        var bad = Enumerable.Range(0, outcomes.Length).Where(row => !outcomes[row]).ToArray();
        double Kernel(double[] scores, int g, int b) => scores[g] > scores[b] ? 1 : scores[g] == scores[b] ? 0.5 : 0;
        var ofGood = good.Select(g => bad.Average(b => Kernel(one, g, b) - Kernel(other, g, b))).ToArray();
        var ofBad = bad.Select(b => good.Average(g => Kernel(one, g, b) - Kernel(other, g, b))).ToArray();
        return (ofGood.Average(), (Variance(ofGood) / good.Length) + (Variance(ofBad) / bad.Length));
    }

    private static double Variance(double[] values) => values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1);
}
