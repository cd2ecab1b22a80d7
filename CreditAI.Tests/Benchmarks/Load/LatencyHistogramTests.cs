using CreditAI.Benchmarks.Load.Results;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0.0001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

    // Small values, those of milliseconds in nanoseconds, and the largest there are.
    private static readonly Arbitrary<long[]> Values = Gen.OneOf(
        Gen.Choose(0, 1000).Select(value => (long)value),
        Gen.Choose(0, int.MaxValue).Select(value => (long)value),
        Gen.Choose(0, int.MaxValue).Select(value => long.MaxValue - value)).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    [Fact]
    public void Percentile_AnyValues_IsTheSortedOneOrUpToOneIn128Above()
    {
        Prop.ForAll(Values, values =>
        {
            var histogram = Record(values);
            var sorted = values.Order().ToArray();
            return Shares.All(share =>
            {
                var exact = sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
                var found = histogram.Percentile(share)!.Value;
                return found >= exact && found - exact <= exact / 128;
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Max_AnyValues_IsExact()
    {
        Prop.ForAll(Values, values => Record(values).Max == values.Max() && Record(values).Percentile(1) == values.Max()).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Percentile_NothingRecorded_IsNull() => Assert.Null(new LatencyHistogram().Percentile(0.5));

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    public void Percentile_ShareOutOfRange_Throws(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Record([1]).Percentile(share));

    [Fact]
    public void Record_ManyThreads_LosesNothing()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 100_000, value => histogram.Record(value % 1000));
        Assert.Equal(100_000, histogram.Count);
        Assert.Equal(999, histogram.Max);
    }

    private static LatencyHistogram Record(long[] values)
    {
        var histogram = new LatencyHistogram();
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        return histogram;
    }
}
