using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Monitoring;

namespace CreditAI.Tests.Scoring.Monitoring;

public sealed class StabilityIndexTests
{
    [Theory]
    [InlineData(new long[] { 500, 500 }, new long[] { 520, 480 }, StabilityVerdict.Stable)]
    [InlineData(new long[] { 500, 500 }, new long[] { 680, 320 }, StabilityVerdict.Watch)]
    [InlineData(new long[] { 500, 500 }, new long[] { 800, 200 }, StabilityVerdict.Act)]
    [InlineData(new long[] { 500, 500 }, new long[] { 7, 3 }, StabilityVerdict.TooFew)]
    public void Verdict_GoesByTheMarksUnlessChanceDoesAsMuch(long[] reference, long[] actual, StabilityVerdict verdict)
    {
        Assert.Equal(verdict, StabilityIndex.Of(reference, actual).Verdict);
    }

    [Fact]
    public void Of_SideWithoutRows_IsUndefined()
    {
        var index = StabilityIndex.Of([1, 2], [0, 0]);

        Assert.Null(index.Value);
        Assert.Null(index.Verdict);
    }

    [Fact]
    public void Of_EmptiedBin_StaysFinite()
    {
        Assert.Equal((1 - 0.5) * Math.Log(2) + ((1e-4 - 0.5) * Math.Log(1e-4 / 0.5)), StabilityIndex.Of([50, 50], [100, 0]).Value!.Value, 1e-12);
    }

    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(2.705543454095404, 1, 0.1)]
    [InlineData(1, 9, 0.9994384)]
    [InlineData(100, 2, 1.9287498479639178e-22)]
    public void ChiSquare_IsTheTables(double x, int degrees, double upper)
    {
        Assert.Equal(1, ChiSquare.Upper(x, degrees) / upper, 1e-6);
    }

    [Theory]
    [InlineData(0.95, 1, 3.841458820694124)]
    [InlineData(0.95, 10, 18.307038053275146)]
    public void ChiSquareQuantile_IsTheTables(double probability, int degrees, double x) =>
        Assert.Equal(x, ChiSquare.Quantile(probability, degrees), 1e-9);

    [Fact]
    public void PValue_SamplesOfOnePopulation_AreRarelySignificant()
    {
        var random = new Random(5);
        var alarms = 0;
        for (var trial = 0; trial < 400; trial++)
        {
            alarms += StabilityIndex.Of(Draw(2_000), Draw(300)).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(alarms, 5, 40);

        long[] Draw(int rows)
        {
            var counts = new long[8];
            for (var row = 0; row < rows; row++)
            {
                counts[random.Next(8)]++;
            }

            return counts;
        }
    }
}
