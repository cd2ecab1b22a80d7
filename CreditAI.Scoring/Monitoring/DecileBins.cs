using CreditAI.Scoring.Evaluations;

namespace CreditAI.Scoring.Monitoring;

/// <summary>Ten bins of equal share of the reference, each from and with its lower edge; fewer where values repeat.</summary>
public sealed class DecileBins
{
    private const int Bins = 10;

    private readonly double[] _edges;

    /// <param name="reference">Numbers; NaN is missing and does not count.</param>
    /// <exception cref="ArgumentException">Every number is missing.</exception>
    public DecileBins(ReadOnlySpan<double> reference)
    {
        double[] sorted = [.. reference.ToArray().Where(value => !double.IsNaN(value)).Order()];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("there are no numbers to take deciles of", nameof(reference));
        }

        _edges = [.. Enumerable.Range(1, Bins - 1).Select(step => ScoreQuantiles.At(sorted, step / (double)Bins)).Distinct()];
    }

    /// <summary>The lower edges of all bins but the first, ascending.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>Numbers by bin; missing ones are left out.</summary>
    public long[] Count(ReadOnlySpan<double> values)
    {
        var counts = new long[_edges.Length + 1];
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                var place = Array.BinarySearch(_edges, value);
                counts[place >= 0 ? place + 1 : ~place]++;
            }
        }

        return counts;
    }
}
