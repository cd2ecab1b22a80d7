using System.Numerics;

namespace CreditAI.Benchmarks.Load.Results;

/// <summary>
/// Counts durations in buckets whose width grows with the value (log-linear, as HdrHistogram's), so that any percentile is known to within
/// 1/128 of itself in constant memory. Many threads may record at once.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int Precision = 7; // Bits: 128 buckets for each doubling.
    private const int Linear = 1 << (Precision + 1); // Below it every value has its own bucket.
    private const int Buckets = ((63 - Precision) << Precision) + Linear;

    private readonly long[] _counts = new long[Buckets];
    private long _max;

    public long Count => _counts.Sum();

    public long Max => Volatile.Read(ref _max);

    /// <param name="value">Not negative; the unit is the caller's.</param>
    public void Record(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Interlocked.Increment(ref _counts[BucketOf(value)]);
        for (var max = Max; value > max; max = Max)
        {
            Interlocked.CompareExchange(ref _max, value, max);
        }
    }

    /// <param name="share">Above 0, at most 1; 0.99 is the 99th percentile.</param>
    /// <returns>
    /// A value that at least this share of the recorded ones does not exceed: the smallest such recorded value or up to 1/128 above it, and never
    /// above the largest recorded. Null when nothing was recorded.
    /// </returns>
    public long? Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
            {
                return Math.Min(LargestOf(bucket), Max);
            }
        }

        return null;
    }

    private static int BucketOf(long value)
    {
        var shift = value < Linear ? 0 : BitOperations.Log2((ulong)value) - Precision;
        return (shift << Precision) + (int)(value >> shift);
    }

    private static long LargestOf(int bucket)
    {
        if (bucket < Linear)
        {
            return bucket;
        }

        var shift = (bucket >> Precision) - 1;
        return ((bucket - ((long)shift << Precision) + 1) << shift) - 1;
    }
}
