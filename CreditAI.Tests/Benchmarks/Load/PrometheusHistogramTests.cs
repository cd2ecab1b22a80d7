using CreditAI.Benchmarks.Load.Results;

namespace CreditAI.Tests.Benchmarks.Load;

public sealed class PrometheusHistogramTests
{
    private const string Before = """
        # TYPE size histogram
        size_bucket{le="1"} 2
        size_bucket{le="8"} 2
        size_bucket{le="+Inf"} 2
        size_sum 2
        size_count 2
        size_of_another_count 7
        """;

    private const string After = """
        # TYPE size histogram
        size_bucket{outcome="a",le="1"} 2
        size_bucket{outcome="a",le="8"} 5
        size_bucket{outcome="a",le="+Inf"} 6
        size_sum{outcome="a"} 32
        size_count{outcome="a"} 6
        size_bucket{outcome="b",le="1"} 0
        size_bucket{outcome="b",le="8"} 2
        size_bucket{outcome="b",le="+Inf"} 2
        size_sum{outcome="b"} 6
        size_count{outcome="b"} 2
        """;

    [Fact]
    public void Difference_TwoPages_IsWhatWasRecordedBetweenThem()
    {
        var between = PrometheusHistogram.Parse(After, "size") - PrometheusHistogram.Parse(Before, "size");
        Assert.Equal(6, between.Count);
        Assert.Equal(6, between.Mean);
        Assert.Equal(8, between.UpperBoundOf(0.5));
        Assert.Equal(double.PositiveInfinity, between.UpperBoundOf(1));
    }

    [Fact]
    public void Parse_NoSuchHistogram_HasNoMeanAndNoMedian()
    {
        var none = PrometheusHistogram.Parse(After, "duration");
        Assert.Equal(0, none.Count);
        Assert.Null(none.Mean);
        Assert.Null(none.UpperBoundOf(0.5));
    }
}
