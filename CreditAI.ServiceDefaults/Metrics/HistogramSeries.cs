using System.Text;

namespace CreditAI.ServiceDefaults.Metrics;

internal sealed class HistogramSeries(string labels, double[] bounds) : Series(labels)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public override void Record(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        // Bounds are inclusive: a value equal to a bound is found there, any other just above its position.
        var at = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _counts[at >= 0 ? at : ~at]);
        Add(ref _sum, value);
    }

    public override void Write(StringBuilder text, string name)
    {
        var prefix = Labels.Length > 0 ? Labels + "," : "";
        var sum = Volatile.Read(ref _sum);
        long count = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            count += Volatile.Read(ref _counts[i]);
            var bound = i < bounds.Length ? bounds[i] : double.PositiveInfinity;
            Line(text, name, "_bucket", $"{prefix}le=\"{Number(bound)}\"", count);
        }

        Line(text, name, "_sum", Labels, sum);
        // From the buckets, so that count and +Inf agree whatever is recorded meanwhile.
        Line(text, name, "_count", Labels, count);
    }
}
