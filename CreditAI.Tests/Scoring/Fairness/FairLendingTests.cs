using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Tests.Scoring.Fairness;

public sealed class FairLendingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(-2.5, 0.012419330651552278)]
    [InlineData(10, 1.523970604832104e-23)]
    [InlineData(38, 5.7708567e-316)]
    public void TwoSided_Normal_IsPreciseFarOut(double z, double expected)
    {
        // Near the least double there are only a few digits.
        var tolerance = expected < 1e-300 ? 1e-5 : 1e-13;
        Assert.InRange(NormalTail.TwoSided(z) / expected, 1 - tolerance, 1 + tolerance);
    }

    [Fact]
    public void TwoSided_BothSidesOfTheSwitch_Agree()
    {
        Assert.Equal(NormalTail.TwoSided(Math.BitDecrement(2.5)), NormalTail.TwoSided(2.5), 1e-15);
    }

    [Theory]
    [InlineData(3, 4, 1, 4, 34d / 70)] // Fisher's lady tasting tea: (16 + 1) / 70, on both sides.
    [InlineData(0, 5, 0, 9, 1)]
    [InlineData(5, 5, 0, 5, 2d / 252)]
    [InlineData(2, 12, 9, 12, 0.012278137799742322)]
    public void FisherExact_SmallTables_AreThoseByHand(long successes, long trials, long otherSuccesses, long otherTrials, double expected)
    {
        Assert.Equal(expected, FisherExact.TwoSided(successes, trials, otherSuccesses, otherTrials), 1e-14);
    }

    [Fact]
    public void Newcombe_IsHisOwnExample()
    {
        // Newcombe 1998, table II, method 10: 56/70 less 48/80.
        var interval = Interval.Newcombe(56, 70, 48, 80);

        Assert.Equal((0.0524, 0.3339), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(29, 5, 400, 300, ImpactVerdict.TooFewToSay)]
    [InlineData(100, 60, 400, 0, ImpactVerdict.Undefined)]
    [InlineData(100, 60, 400, 300, ImpactVerdict.FourFifthsKept)]
    [InlineData(100, 50, 400, 300, ImpactVerdict.AdverseImpact)]
    [InlineData(30, 3, 40, 6, ImpactVerdict.BelowFourFifthsByChance)]
    public void Verdict_FollowsRatioNumbersAndChance(long n, long selected, long control, long controlSelected, ImpactVerdict expected)
    {
        Assert.Equal(expected, new SelectionContrast(Decided(n, selected), Decided(control, controlSelected), 30).Verdict);
    }

    [Fact]
    public void Contrast_EmptyGroup_IsUndefinedEverywhere()
    {
        var contrast = new SelectionContrast(default, Decided(10, 5), 0);

        Assert.All(
            [contrast.AdverseImpactRatio, contrast.MarginalEffect, contrast.Z, contrast.TwoSidedP, contrast.FisherExactP, contrast.ChiSquare, contrast.OddsRatio],
            measure => Assert.True(measure is { Value: null, N: 10, Undefined: not null }));
    }

    private static Confusion Decided(long n, long selected) => new(
        new Cell(selected, selected, selected), default, new Cell(n - selected, n - selected, n - selected), default);
}
