namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Percentiles in milliseconds; null when no request was answered.</summary>
internal sealed record Latencies(double? P50, double? P95, double? P99, double? P999, double? Max)
{
    public static Latencies None { get; } = new(null, null, null, null, null);

    /// <param name="histogram">Of durations in nanoseconds.</param>
    public static Latencies Of(LatencyHistogram histogram) => new(
        Milliseconds(histogram.Percentile(0.5)), Milliseconds(histogram.Percentile(0.95)), Milliseconds(histogram.Percentile(0.99)),
        Milliseconds(histogram.Percentile(0.999)), Milliseconds(histogram.Percentile(1)));

    private static double? Milliseconds(long? nanoseconds) => nanoseconds / 1e6;
}
