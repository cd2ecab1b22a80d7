using System.Globalization;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>Where memory went, the first third left out: there the pools and heaps grow to what the load needs.</summary>
/// <param name="StartMiB">When sampling began; null without samples, and so are the rest.</param>
/// <param name="MaxMiB">At most, the first third included.</param>
/// <param name="SlopeMiBPerMinute">Of the least-squares line; null for fewer than three samples.</param>
/// <param name="Growth">How much the line rises over its time, as a share of where it begins.</param>
internal sealed record MemoryTrend(double? StartMiB, double? MaxMiB, double? SlopeMiBPerMinute, double? Growth)
{
    public static MemoryTrend Of(IReadOnlyList<MemorySample> samples)
    {
        if (samples.Count == 0)
        {
            return new MemoryTrend(null, null, null, null);
        }

        MemorySample[] settled = [.. samples.Skip(samples.Count / 3)];
        var (start, max) = (samples[0].MiB, samples.Max(sample => sample.MiB));
        if (settled.Length < 3)
        {
            return new MemoryTrend(start, max, null, null);
        }

        var (time, memory) = (settled.Average(sample => sample.Seconds), settled.Average(sample => sample.MiB));
        var slope = settled.Sum(sample => (sample.Seconds - time) * (sample.MiB - memory))
            / settled.Sum(sample => (sample.Seconds - time) * (sample.Seconds - time));
        var begin = memory + (slope * (settled[0].Seconds - time));
        return new MemoryTrend(start, max, slope * 60, slope * (settled[^1].Seconds - settled[0].Seconds) / begin);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{StartMiB:0} MiB, at most {MaxMiB:0}, then {SlopeMiBPerMinute:+0.0;-0.0;0} MiB/min ({Growth:+0.0%;-0.0%;0%})");
}
