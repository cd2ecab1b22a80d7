using CreditAI.Scoring.Evaluations;

namespace CreditAI.Scoring.Monitoring;

/// <summary>Bins, ten unless said otherwise, of equal share of the reference, each from and with its lower edge; fewer where values repeat.</summary>
public sealed class DecileBins
{
    private const int Usual = 10;

    private readonly double[] _edges;

    /// <param name="reference">Numbers; NaN is missing and does not count.</param>
    /// <param name="bins">2 or more.</param>
    /// <exception cref="ArgumentException">Every number is missing.</exception>
    public DecileBins(ReadOnlySpan<double> reference, int bins = Usual)
    {
        double[] sorted = [.. reference.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("there are no numbers to take deciles of", nameof(reference));
        }

        _edges = [.. Enumerable.Range(1, bins - 1).Select(step => ScoreQuantiles.At(sorted, step / (double)bins)).Distinct()];
    }

    /// <summary>The lower edges of all bins but the first, ascending.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <param name="value">Not NaN.</param>
    public int BinOf(double value)
    {
        var place = Array.BinarySearch(_edges, value);
        return place >= 0 ? place + 1 : ~place;
    }

    /// <summary>Numbers by bin; missing ones are left out.</summary>
    public long[] Count(ReadOnlySpan<double> values)
    {
        var counts = new long[_edges.Length + 1];
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                counts[BinOf(value)]++;
            }
        }

        return counts;
    }
}
