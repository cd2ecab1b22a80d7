using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class MemoryTrendTests
{
    [Fact]
    public void Of_GrowthThatEndsInTheFirstThird_IsFlat()
    {
        var trend = MemoryTrend.Of([.. Enumerable.Range(0, 90).Select(second => new MemorySample(second, Math.Min(100 + (5 * second), 200)))]);
        Assert.Equal((100.0, 200.0), (trend.StartMiB, trend.MaxMiB));
        Assert.Equal(0, trend.SlopeMiBPerMinute!.Value, 6);
        Assert.Equal(0, trend.Growth!.Value, 6);
    }

    [Fact]
    public void Of_SteadyLeak_HasItsSlopeAndShare()
    {
        var trend = MemoryTrend.Of([.. Enumerable.Range(0, 91).Select(second => new MemorySample(second, 70 + second))]);
        Assert.Equal(60, trend.SlopeMiBPerMinute!.Value, 6);
        Assert.Equal(0.6, trend.Growth!.Value, 6); // From 100 after the first third to 160.
    }

    [Fact]
    public void Of_NoSamples_IsNull() => Assert.Equal(new MemoryTrend(null, null, null, null), MemoryTrend.Of([]));
}
