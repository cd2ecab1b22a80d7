using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>Counts of one slot by bin, over time. Bins that nobody fell into are left out, but for the missing one.</summary>
internal sealed class BinSeries
{
    private readonly int[] _bins;

    public BinSeries(IEnumerable<BinRow> baseline, IEnumerable<BinRow> recent)
    {
        BinRow[] before = [.. baseline];
        BinRow[] rows = [.. recent];
        _bins = [.. before.Concat(rows).Select(row => row.Bin).Append(0).Distinct().Order()];
        Baseline = Count(before);
        Windows = [.. rows.GroupBy(row => row.Start).OrderBy(window => window.Key).Select(window => (window.Key, Count(window)))];
    }

    public long[] Baseline { get; }

    public long BaselineN => Baseline.Sum();

    public IReadOnlyList<(DateTimeOffset Start, long[] Counts)> Windows { get; }

    public int IndexOf(int bin) => Array.BinarySearch(_bins, bin);

    public long[] Sum(DateTimeOffset from)
    {
        var sum = new long[_bins.Length];
        foreach (var (_, counts) in Windows.Where(window => window.Start >= from))
        {
            for (var index = 0; index < sum.Length; index++)
            {
                sum[index] += counts[index];
            }
        }

        return sum;
    }

    private long[] Count(IEnumerable<BinRow> rows)
    {
        var counts = new long[_bins.Length];
        foreach (var row in rows)
        {
            counts[IndexOf(row.Bin)] += row.N;
        }

        return counts;
    }
}
