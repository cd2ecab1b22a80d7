using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Tests.Scoring.Alternatives.Judging;

public sealed class SimultaneousBandsTests
{
    [Fact]
    public void Of_OneEstimate_IsTheNormalInterval()
    {
        var random = new Random(1);
        var resamples = Enumerable.Range(0, 20_000).Select(_ => new[] { 5 + (2 * Normal(random)) }).ToArray();

        var band = SimultaneousBands.Of([5], resamples)[0].Band!.Value;

        Assert.Equal(5 - (1.96 * 2), band.Low, 0.1);
        Assert.Equal(5 + (1.96 * 2), band.High, 0.1);
    }

    [Fact]
    public void Of_ManyIndependentEstimates_CoverAllAtOnceInNinetyFiveOfAHundred()
    {
        var random = new Random(2);
        var resamples = Enumerable.Range(0, 4_000).Select(_ => Enumerable.Range(0, 40).Select(_ => Normal(random)).ToArray()).ToArray();
        var bands = SimultaneousBands.Of(new double?[40].Select(_ => (double?)0).ToArray(), resamples);

        var covered = Enumerable.Range(0, 2_000).Count(_ => bands.All(band => Normal(random) is var drawn && drawn >= band.Band!.Value.Low && drawn <= band.Band.Value.High));

        Assert.InRange(covered / 2_000d, 0.93, 0.97);
    }

    [Fact]
    public void Of_EstimateThatResamplesOftenLeaveUndefined_HasNoBand()
    {
        var resamples = Enumerable.Range(0, 1_000).Select(index => new[] { index % 5 == 0 ? double.NaN : index % 7 }).ToArray();

        Assert.Equal((3, null), (SimultaneousBands.Of([3], resamples)[0].Value, SimultaneousBands.Of([3], resamples)[0].Band));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
