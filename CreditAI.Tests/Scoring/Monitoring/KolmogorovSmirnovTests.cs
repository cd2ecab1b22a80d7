using CreditAI.Scoring.Monitoring;

namespace CreditAI.Tests.Scoring.Monitoring;

public sealed class KolmogorovSmirnovTests
{
    [Theory]
    [InlineData(3, 4)]
    [InlineData(5, 5)]
    [InlineData(2, 7)]
    public void PValue_SmallSamples_IsTheShareOfArrangementsAsFarApart(int n, int m)
    {
        var arrangements = Enumerable.Range(0, 1 << (n + m)).Where(mask => int.PopCount(mask) == n)
            .Select(mask => KolmogorovSmirnov.Of(Picked(mask, n + m, true), Picked(mask, n + m, false))).ToArray();

        foreach (var one in arrangements)
        {
            var asFar = arrangements.Count(other => other.Statistic >= one.Statistic - 1e-12);
            Assert.Equal(asFar / (double)arrangements.Length, one.PValue, 1e-12);
        }
    }

    [Fact]
    public void Of_OneValueAgainstMany_CountsEveryPathThatStraysAsFar()
    {
        double[] many = [.. Enumerable.Range(1, 600).Select(value => (double)value)];

        Assert.Equal(new KolmogorovSmirnov(0.5, 1), KolmogorovSmirnov.Of(many, [300.5]));
        Assert.Equal(2d / 601, KolmogorovSmirnov.Of(many, [0.5]).PValue, 1e-15);
    }

    [Fact]
    public void PValue_LargeSamples_TakesTheLimitCloseToTheExactOne()
    {
        var random = new Random(3);
        double[] first = [.. Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).Order()];
        double[] second = [.. Enumerable.Range(0, 2_000).Select(_ => random.NextDouble() * 0.98).Order()];

        var exact = KolmogorovSmirnov.Of(first, second);
        var limit = KolmogorovSmirnov.Of([.. first, 2], second);

        Assert.Equal(exact.PValue, limit.PValue, 0.01);
    }

    private static double[] Picked(int mask, int count, bool wanted) =>
        [.. Enumerable.Range(0, count).Where(bit => ((mask >> bit) & 1) == 1 == wanted).Select(bit => (double)bit)];
}
