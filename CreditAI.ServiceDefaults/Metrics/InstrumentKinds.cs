using System.Diagnostics.Metrics;

namespace CreditAI.ServiceDefaults.Metrics;

internal static class InstrumentKinds
{
    /// <summary>OpenTelemetry's default boundaries, for durations in seconds divided by a thousand as its .NET SDK does.</summary>
    private static readonly double[] Defaults = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    /// <summary>Null for a kind this version of the runtime does not know.</summary>
    public static MetricKind? Of(Instrument instrument)
    {
        var type = instrument.GetType();
        if (!type.IsGenericType)
        {
            return null;
        }

        var open = type.GetGenericTypeDefinition();
        return open == typeof(Counter<>) ? MetricKind.Counter
            : open == typeof(UpDownCounter<>) ? MetricKind.UpDownCounter
            : open == typeof(Gauge<>) ? MetricKind.Gauge
            : open == typeof(Histogram<>) ? MetricKind.Histogram
            : open == typeof(ObservableCounter<>) ? MetricKind.ObservableCounter
            : open == typeof(ObservableUpDownCounter<>) || open == typeof(ObservableGauge<>) ? MetricKind.ObservableGauge
            : null;
    }

    /// <summary>Ascending upper bounds: those the instrument advises, else OpenTelemetry's defaults for its unit.</summary>
    public static double[] BoundsOf(Instrument histogram)
    {
        var advised = histogram switch
        {
            Instrument<double> i => Advised(i),
            Instrument<long> i => Advised(i),
            Instrument<int> i => Advised(i),
            Instrument<float> i => Advised(i),
            Instrument<decimal> i => Advised(i),
            Instrument<short> i => Advised(i),
            Instrument<byte> i => Advised(i),
            _ => null,
        };
        return advised ?? (histogram.Unit == "s" ? Seconds : Defaults);
    }

    private static double[]? Advised<T>(Instrument<T> instrument)
        where T : struct =>
        instrument.Advice?.HistogramBucketBoundaries?.Select(b => Convert.ToDouble(b, null)).Distinct().Order().ToArray();
}
