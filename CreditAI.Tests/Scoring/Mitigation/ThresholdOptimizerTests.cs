using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.Thresholds;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class ThresholdOptimizerTests
{
    public static TheoryData<int, bool> Cases => new(
        from seed in Enumerable.Range(1, 6)
        from flip in new[] { false, true }
        select new TheoryDataRow<int, bool>(seed, flip));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_EveryConstraint_HoldsExactlyOnTheRowsItWasFittedOn(int seed, bool flip)
    {
        var (rows, scores) = Draw(seed, 300);
        foreach (var constraint in Enum.GetValues<ThresholdConstraint>())
        {
            var policy = ThresholdOptimizer.Fit(rows, scores, new ThresholdOptions
            {
                Constraint = constraint,
                Objective = ThresholdObjective.BalancedAccuracyScore,
                Flip = flip,
                GridSize = 200,
            });

            var fairness = Measured(policy, rows, scores);
            if (constraint == ThresholdConstraint.DemographicParity)
            {
                Assert.InRange(fairness.DemographicParity.Difference.Value!.Value, 0, 1e-12);
            }

            if (constraint is ThresholdConstraint.TruePositiveRateParity or ThresholdConstraint.FalseNegativeRateParity or ThresholdConstraint.EqualizedOdds)
            {
                Assert.InRange(fairness.EqualOpportunity.Difference.Value!.Value, 0, 1e-12);
            }

            if (constraint is ThresholdConstraint.FalsePositiveRateParity or ThresholdConstraint.TrueNegativeRateParity or ThresholdConstraint.EqualizedOdds)
            {
                double[] rates = [.. fairness.Groups.Select(group => group.FalsePositiveRate.Value!.Value)];
                Assert.InRange(rates.Max() - rates.Min(), 0, 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Fit_WithATolerance_StaysWithinItAndGainsByIt(double tolerance)
    {
        var (rows, scores) = Draw(9, 400);
        var strict = ThresholdOptimizer.Fit(rows, scores, new ThresholdOptions { GridSize = 100 });
        var loose = ThresholdOptimizer.Fit(rows, scores, new ThresholdOptions { GridSize = 100, Tolerance = tolerance });

        Assert.InRange(Measured(loose, rows, scores).DemographicParity.Difference.Value!.Value, 1e-3, tolerance + 1e-12);
        Assert.True(loose.YBest > strict.YBest);
    }

    [Fact]
    public void Approves_WithoutLeave_IsRefusedWithTheLawsReason()
    {
        var (rows, scores) = Draw(1, 100);
        var policy = ThresholdOptimizer.Fit(rows, scores);
        var draw = new DecisionDraw("key"u8);

        var refusal = Assert.Throws<ProtectedAttributeRefusedException>(() => policy.Approves(null, draw, "A-1", "a", 0.5));

        Assert.Contains("1002.4(a)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            draw.Approves("A-1", policy.Probability("a", 0.5)),
            policy.Approves(ProtectedAtDecision.Allowed, draw, "A-1", "a", 0.5));
    }

    [Fact]
    public void Fit_GroupWithOneOutcome_SaysWhich()
    {
        var rows = new GroupedOutcomes("age", ["old", "old", "young"], [true, false, true]);

        var fault = Assert.Throws<ArgumentException>(() => ThresholdOptimizer.Fit(rows, [0.2, 0.3, 0.4]));

        Assert.Contains("age 'young' (n = 1) has one outcome only", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Probability_UnknownGroup_SaysWhichAreKnown()
    {
        var (rows, scores) = Draw(1, 100);

        var fault = Assert.Throws<ArgumentException>(() => ThresholdOptimizer.Fit(rows, scores).Probability("d", 0.5));

        Assert.Contains("no thresholds for group 'd'; it knows a, b, c", fault.Message, StringComparison.Ordinal);
    }

    internal static (GroupedOutcomes Rows, double[] Scores) Draw(int seed, int count)
    {
        var random = new Random(seed);
        var (groups, favourable, scores) = (new string[count], new bool[count], new double[count]);
        for (var row = 0; row < count; row++)
        {
            var group = random.Next(3);
            groups[row] = ((char)('a' + group)).ToString();
            favourable[row] = random.NextDouble() < 0.3 + (0.2 * group);

            // Rounded, so that scores tie.
            scores[row] = Math.Round((0.3 * random.NextDouble()) + (favourable[row] ? 0.35 : 0.2) + (0.1 * group), 2);
        }

        return (new GroupedOutcomes("group", groups, favourable), scores);
    }

    private static AttributeFairness Measured(ThresholdPolicy policy, GroupedOutcomes rows, double[] scores)
    {
        var probabilities = new double[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            probabilities[row] = policy.Probability(rows.Groups[rows.Codes[row]], scores[row]);
        }

        return FairnessMeasures.Of(rows.Attribute, ExpectedDecisions.Tallies(rows, probabilities));
    }
}
