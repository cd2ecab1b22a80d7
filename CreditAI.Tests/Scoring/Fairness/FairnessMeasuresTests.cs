using CreditAI.Scoring.Fairness;

namespace CreditAI.Tests.Scoring.Fairness;

public sealed class FairnessMeasuresTests
{
    [Fact]
    public void Of_SelectionsAlone_GivesParityAndAdverseImpact()
    {
        var fairness = FairnessMeasures.Of("sex", [GroupTally.Of("male", 200, 160), GroupTally.Of("female", 100, 60)], "male");

        Assert.Equal(["female", "male"], fairness.Groups.Select(group => group.Group));
        Assert.Equal(0.6, fairness.Groups[0].SelectionRate.Value!.Value, 15);
        Assert.Equal(0.2, fairness.DemographicParity.Difference.Value!.Value, 15);
        Assert.Equal(0.75, fairness.DemographicParity.Ratio.Value!.Value, 15);
        Assert.Equal(0.75, fairness.Groups[0].AdverseImpactRatio.Value!.Value, 15);
        Assert.Equal(0.75, fairness.AdverseImpactRatioOfAllOthers.Value!.Value, 15);
        Assert.Equal([false, true], fairness.Groups.Select(group => group.FourFifths!.Value));
        Assert.Equal("female", Assert.Single(fairness.Adverse).Group);
        Assert.Equal("no outcomes are known", fairness.Groups[0].TruePositiveRate.Undefined);
    }

    [Fact]
    public void Of_WithoutAPrivilegedGroup_TakesTheHighestSelectionRate()
    {
        Assert.Equal("b", FairnessMeasures.Of("x", [GroupTally.Of("a", 10, 2), GroupTally.Of("b", 10, 9), GroupTally.Of("c", 10, 5)]).Reference);
    }

    [Fact]
    public void Of_WithoutAPrivilegedGroup_DoesNotTakeAGroupTooSmallToSay()
    {
        Assert.Equal("c", FairnessMeasures.Of("x", [GroupTally.Of("a", 100, 20), GroupTally.Of("b", 1, 1), GroupTally.Of("c", 30, 15)]).Reference);
    }

    [Fact]
    public void Of_NobodyApproved_RatiosAreUndefinedAndDifferencesAreZero()
    {
        var fairness = FairnessMeasures.Of("x", [GroupTally.Of("a", 10, 0), GroupTally.Of("b", 20, 0)], "a");

        Assert.Equal(0, fairness.DemographicParity.Difference.Value);
        Assert.Null(fairness.DemographicParity.Ratio.Value);
        Assert.Contains("no ratio", fairness.DemographicParity.Ratio.Undefined, StringComparison.Ordinal);
        Assert.Null(fairness.Groups[1].AdverseImpactRatio.Value);
        Assert.Equal(20, fairness.Groups[1].AdverseImpactRatio.N);
        Assert.Null(fairness.Groups[1].FourFifths);
    }

    [Fact]
    public void Of_OneGroupNeverApproved_RatioIsZero()
    {
        var fairness = FairnessMeasures.Of("x", [GroupTally.Of("a", 10, 5), GroupTally.Of("b", 20, 0)], "a");

        Assert.Equal(0, fairness.DemographicParity.Ratio.Value);
        Assert.Equal(0, fairness.Groups[1].AdverseImpactRatio.Value);
        Assert.False(fairness.Groups[1].FourFifths);
    }

    [Fact]
    public void Of_GroupWithoutFavourableOutcomes_IsUndefinedAndNamed()
    {
        var fairness = FairnessMeasures.Of("x", [Tally("a", tp: 1, favourable: 2, fp: 0, unfavourable: 1), Tally("b", 0, 0, 1, 3)]);

        Assert.Equal((null, 0L), (fairness.Groups[1].TruePositiveRate.Value, fairness.Groups[1].TruePositiveRate.N));
        Assert.Null(fairness.EqualOpportunity.Difference.Value);
        Assert.Null(fairness.EqualizedOddsWorstCase.Difference.Value);
        Assert.Contains("group 'b' (n = 0): there are no favourable outcomes", fairness.EqualizedOddsWorstCase.Ratio.Undefined, StringComparison.Ordinal);
        Assert.NotNull(fairness.DemographicParity.Difference.Value);
    }

    [Fact]
    public void Of_Outcomes_GivesEqualizedOdds()
    {
        // Two groups of four: rates 2/3 and 1 of the favourable, 0 and 1/3 of the unfavourable.
        var fairness = FairnessMeasures.Of("x", [Tally("a", 2, 3, 0, 1), Tally("b", 1, 1, 1, 3)]);

        Assert.Equal(1d / 3, fairness.EqualOpportunity.Difference.Value!.Value, 15);
        Assert.Equal(1d / 3, fairness.EqualizedOddsWorstCase.Difference.Value!.Value, 15);
        Assert.Equal(0, fairness.EqualizedOddsWorstCase.Ratio.Value!.Value, 15);
        Assert.Equal(1d / 3, fairness.EqualizedOddsMean.Ratio.Value!.Value, 15);
        Assert.Equal(0.25, fairness.EqualOpportunity.DifferenceToOverall.Value!.Value, 15);
    }

    [Fact]
    public void Of_RateThatIsZeroInEveryGroup_LeavesTheRatioOfEqualizedOddsToTheOther()
    {
        var fairness = FairnessMeasures.Of("x", [Tally("a", 2, 4, 0, 3), Tally("b", 1, 1, 0, 2)]);

        Assert.Equal(0.5, fairness.EqualizedOddsWorstCase.Ratio.Value);
        Assert.Equal((0.5, 10L), (fairness.EqualizedOddsMean.Ratio.Value!.Value, fairness.EqualizedOddsMean.Ratio.N));
        Assert.Null(FairnessMeasures.Of("x", [Tally("a", 0, 4, 0, 3), Tally("b", 0, 1, 0, 2)]).EqualizedOddsWorstCase.Ratio.Value);
    }

    [Fact]
    public void Of_NoGroups_IsUndefined()
    {
        var fairness = FairnessMeasures.Of("x", []);

        Assert.Null(fairness.Reference);
        Assert.Null(fairness.DemographicParity.Difference.Value);
    }

    [Fact]
    public void Wilson_StaysWithinZeroAndOne()
    {
        Assert.Equal(0, Interval.Wilson(0, 5).Low);
        Assert.Equal(1, Interval.Wilson(5, 5).High);

        // Newcombe 1998, table I: 81 of 263.
        var interval = Interval.Wilson(81, 263);
        Assert.Equal((0.2553, 0.3662), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Katz_WithoutSuccesses_IsNone()
    {
        Assert.Null(Interval.Katz(0, 5, 3, 5));
    }

    private static GroupTally Tally(string group, double tp, long favourable, double fp, long unfavourable) => new()
    {
        Group = group,
        N = favourable + unfavourable,
        Weight = favourable + unfavourable,
        Selected = tp + fp,
        Outcomes = new OutcomeTally(favourable, favourable, tp, unfavourable, unfavourable, fp),
    };
}
