using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.PostProcessing;

namespace CreditAI.Tests.Scoring.Mitigation;

public sealed class PostProcessingTests
{
    private static readonly DecisionDraw Draw = new("key"u8);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void EqualizedOdds_OnTheRowsItWasFittedOn_MakesBothRatesEqual(int seed)
    {
        var (rows, scores) = TwoGroups(seed);
        bool[] approved = [.. scores.Select(score => score > 0.5)];

        var found = EqualizedOdds.Fit(rows, approved, "a");

        double[] probabilities = [.. approved.Select((one, row) => found.Probability(rows.Groups[rows.Codes[row]], one))];
        Assert.All(probabilities, probability => Assert.InRange(probability, 0, 1));
        var fairness = FairnessMeasures.Of("group", ExpectedDecisions.Tallies(rows, probabilities));
        Assert.InRange(fairness.EqualizedOddsWorstCase.Difference.Value!.Value, 0, 1e-9);

        // Declining everybody equalizes too, at a cost of 0.
        Assert.True(found.Objective < -0.1);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CalibratedEqualizedOdds_WherePossible_MakesTheErrorRateEqual(int seed)
    {
        var (rows, scores) = TwoGroups(seed);

        var found = CalibratedEqualizedOdds.Fit(rows, scores, "a", CalibratedCost.Fnr);

        var (own, other) = (Cost("a", found.PrivilegedMixRate, found.PrivilegedBaseRate), Cost("b", found.OthersMixRate, found.OthersBaseRate));
        Assert.Equal(own, other, 1e-9);
        if (!found.IsPossible)
        {
            Assert.Throws<InvalidOperationException>(() => found.Probability("a", 0.5, 0.5));
        }

        double Cost(string group, double mix, double baseRate) => Enumerable.Range(0, rows.Count)
            .Where(row => rows.Favourable[row] && rows.Groups[rows.Codes[row]] == group)
            .Average(row => 1 - (((1 - mix) * scores[row]) + (mix * baseRate)));
    }

    [Fact]
    public void RejectOption_NothingWithinTheBound_SaysSoAndComesNearest()
    {
        var (rows, scores) = TwoGroups(3);

        var found = RejectOption.Fit(rows, scores, "a", new RejectOptionOptions { Bound = 0, Thresholds = 2, Margins = 2, Low = 0.3, High = 0.4 });

        Assert.False(found.IsWithinBound);
        Assert.NotEqual(0, found.MetricValue);
    }

    [Fact]
    public void Approves_WithoutLeave_IsRefusedByEveryMethodThatKnowsTheGroup()
    {
        var (rows, scores) = TwoGroups(1);
        var odds = EqualizedOdds.Fit(rows, [.. scores.Select(score => score > 0.5)], "a");
        var rejecting = RejectOption.Fit(rows, scores, "a");
        var calibrated = CalibratedEqualizedOdds.Fit(rows, scores, "a", CalibratedCost.Fpr);

        Assert.Throws<ProtectedAttributeRefusedException>(() => odds.Approves(null, Draw, "1", "a", true));
        Assert.Throws<ProtectedAttributeRefusedException>(() => rejecting.Approves(null, "a", 0.5));
        Assert.Throws<ProtectedAttributeRefusedException>(() => calibrated.Approves(null, Draw, "1", "a", 0.5, 0.5));
        Assert.Equal(rejecting.Approves("b", 0.9), rejecting.Approves(ProtectedAtDecision.Allowed, "b", 0.9));
    }

    [Fact]
    public void Fit_SideWithOneOutcome_SaysWhich()
    {
        var rows = new GroupedOutcomes("sex", ["f", "f", "m", "m"], [true, true, true, false]);

        var fault = Assert.Throws<ArgumentException>(() => EqualizedOdds.Fit(rows, [true, false, true, false], "m"));

        Assert.Contains("the others of sex have no unfavourable outcomes", fault.Message, StringComparison.Ordinal);
    }

    private static (GroupedOutcomes Rows, double[] Scores) TwoGroups(int seed)
    {
        var random = new Random(seed);
        var (groups, favourable, scores) = (new string[240], new bool[240], new double[240]);
        for (var row = 0; row < groups.Length; row++)
        {
            var privileged = random.Next(3) > 0;
            groups[row] = privileged ? "a" : "b";
            favourable[row] = random.NextDouble() < (privileged ? 0.7 : 0.45);
            scores[row] = (0.6 * random.NextDouble()) + (favourable[row] ? 0.3 : 0.05) + (privileged ? 0.1 : 0);
        }

        return (new GroupedOutcomes("group", groups, favourable), scores);
    }
}
