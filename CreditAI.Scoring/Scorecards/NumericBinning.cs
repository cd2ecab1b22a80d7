using System.Globalization;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards.Engine;

namespace CreditAI.Scoring.Scorecards;

/// <summary>Bins of a number: bin i holds edge[i-1] ≤ x &lt; edge[i].</summary>
public sealed class NumericBinning : Binning
{
    private readonly double[] _edges;
    private readonly double _minimum;
    private readonly double _maximum;

    /// <param name="feature">Gives the valid range.</param>
    /// <param name="edges">Finite, strictly ascending; empty means one bin for all valid numbers.</param>
    /// <exception cref="ArgumentException">The edges are not finite and ascending.</exception>
    public NumericBinning(Feature feature, IEnumerable<double> edges)
    {
        _edges = [.. edges];
        _minimum = feature.Minimum ?? double.MinValue;
        _maximum = feature.Maximum ?? double.MaxValue;
        for (var index = 0; index < _edges.Length; index++)
        {
            if (!double.IsFinite(_edges[index]) || (index > 0 && !(_edges[index] > _edges[index - 1])))
            {
                throw new ArgumentException("edges must be finite and strictly ascending", nameof(edges));
            }
        }
    }

    public IReadOnlyList<double> Edges => _edges;

    /// <summary>Smallest number that is not out of range; null where only an infinity is.</summary>
    public double? Minimum => _minimum == double.MinValue ? null : _minimum;

    /// <summary>Largest number that is not out of range; null where only an infinity is.</summary>
    public double? Maximum => _maximum == double.MaxValue ? null : _maximum;

    public override int Count => First + _edges.Length + 1;

    /// <summary>The same bins as <see cref="BinOf"/>, several times as fast.</summary>
    internal EdgeSearch Search => field ??= new EdgeSearch(_edges, _minimum, _maximum);

    /// <summary>NaN is missing; infinities and numbers outside the feature's valid range are <see cref="Binning.Other"/>.</summary>
    public ushort BinOf(double value)
    {
        if (double.IsNaN(value))
        {
            return Missing;
        }

        if (value < _minimum || value > _maximum)
        {
            return Other;
        }

        int low = 0, high = _edges.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (value < _edges[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return (ushort)(First + low);
    }

    public override string Describe(int bin)
    {
        var index = bin - First;
        return bin switch
        {
            Missing => "missing",
            Other => "out of range",
            _ when _edges.Length == 0 => "any",
            _ when index == 0 => $"< {Text(0)}",
            _ when index == _edges.Length => $"≥ {Text(index - 1)}",
            _ => $"{Text(index - 1)} to < {Text(index)}",
        };

        string Text(int edge) => _edges[edge].ToString("G6", CultureInfo.InvariantCulture);
    }
}
