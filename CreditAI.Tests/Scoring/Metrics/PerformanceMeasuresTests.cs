using CreditAI.Scoring.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Metrics;

public sealed class PerformanceMeasuresTests
{
    [Fact]
    public void Of_SmallCase_IsWhatTheHandComputes()
    {
        // Pairs good over bad: .9>.3, .9>.6, .6>.3, .6=.6 (half) → 3.5 of 4.
        var measured = PerformanceMeasures.Of([true, false, true, false], [0.9, 0.3, 0.6, 0.6]);

        Assert.Equal(0.875, measured.Auc!.Value, 15);
        Assert.Equal(0.75, measured.Gini!.Value, 15);
        Assert.Equal(0.5, measured.Ks!.Value, 15);
        Assert.Equal((0.01 + 0.09 + 0.16 + 0.36) / 4, measured.Brier!.Value, 15);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.7) + Math.Log(0.6) + Math.Log(0.4)) / 4, measured.LogLoss!.Value, 15);
        Assert.Equal((4, 0.5), (measured.N, measured.BaseRate!.Value));
    }

    [Fact]
    public void Of_OneClass_IsUndefinedWithAReason()
    {
        var measured = PerformanceMeasures.Of([true, true], [0.9, 0.8]);

        Assert.Null(measured.Auc);
        Assert.Null(measured.Ks);
        Assert.Equal(2, measured.N);
        Assert.Contains("every outcome is the same", measured.Undefined, StringComparison.Ordinal);
        Assert.NotNull(measured.Brier);
    }

    [Fact]
    public void Of_NoRows_IsUndefined()
    {
        Assert.Equal("there are no rows", PerformanceMeasures.Of([], []).Undefined);
    }

    [Fact]
    public void Of_CertainAndWrong_IsFinite()
    {
        Assert.Equal(-Math.Log(1e-15) / 2, PerformanceMeasures.Of([true, false], [0, 0]).LogLoss!.Value, 9);
    }

    [Fact]
    public void Of_WholeWeights_EqualRepeatedRows()
    {
        var weighted = PerformanceMeasures.Of([true, false, true], [0.7, 0.6, 0.2], [2, 3, 1]);
        var repeated = PerformanceMeasures.Of([true, true, false, false, false, true], [0.7, 0.7, 0.6, 0.6, 0.6, 0.2]);

        Assert.Equal(repeated.Auc!.Value, weighted.Auc!.Value, 12);
        Assert.Equal(repeated.Ks!.Value, weighted.Ks!.Value, 12);
        Assert.Equal(repeated.Brier!.Value, weighted.Brier!.Value, 12);
        Assert.Equal(repeated.LogLoss!.Value, weighted.LogLoss!.Value, 12);
    }

    [Fact]
    public void Auc_UnderAMonotoneTransform_IsTheSame()
    {
        var rows = Gen.Two(Gen.Choose(0, 20)).NonEmptyListOf().ToArbitrary();
        Prop.ForAll(rows, drawn =>
        {
            bool[] favourable = [.. drawn.Select(row => row.Item1 > 9)];
            double[] scores = [.. drawn.Select(row => row.Item2 / 20d)];
            var plain = PerformanceMeasures.Of(favourable, scores);
            var curved = PerformanceMeasures.Of(favourable, [.. scores.Select(score => score * score * score)]);
            return plain.Auc == curved.Auc && plain.Ks == curved.Ks;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Auc_OfNegatedScores_IsOneMinusIt()
    {
        var rows = Gen.Two(Gen.Choose(0, 20)).ListOf(30).ToArbitrary();
        Prop.ForAll(rows, drawn =>
        {
            bool[] favourable = [.. drawn.Select(row => row.Item1 > 9)];
            double[] scores = [.. drawn.Select(row => row.Item2 / 20d)];
            var plain = PerformanceMeasures.Of(favourable, scores).Auc;
            var turned = PerformanceMeasures.Of(favourable, [.. scores.Select(score => 1 - score)]).Auc;
            return plain is null ? turned is null : Math.Abs(plain.Value + turned!.Value - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();
    }
}
