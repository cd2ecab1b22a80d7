using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Scorecards;

/// <summary>What one feature adds to the score: a small table, so its share is exact and not approximated.</summary>
public sealed class FeatureTerm
{
    private readonly double[] _points;
    private readonly string?[] _words;

    /// <exception cref="ArgumentException">The table's length is not the binning's, or a number in it is not finite.</exception>
    public FeatureTerm(Feature feature, Binning binning, IEnumerable<Bin> bins)
    {
        Feature = feature;
        Binning = binning;
        Bins = [.. bins];
        if (Bins.Count != binning.Count)
        {
            throw new ArgumentException($"feature '{feature.Name}' has {Bins.Count} bins where its binning has {binning.Count}", nameof(bins));
        }

        if (Bins.Any(bin => !double.IsFinite(bin.Points) || !(bin.Count >= 0) || !(bin.Favourable >= 0) || bin.Favourable > bin.Count))
        {
            throw new ArgumentException($"feature '{feature.Name}' has a bin whose numbers are impossible", nameof(bins));
        }

        _points = [.. Bins.Select(bin => bin.Points)];
        _words = new string?[_points.Length];
        BestPoints = _points.Length > Binning.First ? _points.Skip(Binning.First).Max() : _points[Binning.Other];
        var count = Bins.Sum(bin => bin.Count);
        MeanPoints = count > 0 ? Bins.Sum(bin => bin.Count * bin.Points) / count : 0;
    }

    public Feature Feature { get; }

    public Binning Binning { get; }

    public IReadOnlyList<Bin> Bins { get; }

    /// <summary>The most points a given value can earn. A missing or unseen value is nothing to aim for, so their bins do not count.</summary>
    public double BestPoints { get; }

    /// <summary>Mean points of the training population.</summary>
    public double MeanPoints { get; }

    /// <summary>Points by bin.</summary>
    internal ReadOnlySpan<double> Points => _points;

    public double PointsOf(ushort bin) => _points[bin];

    /// <summary>The bin in words, which are made once: reasons are told on the way to a decision.</summary>
    public string Describe(ushort bin) => _words[bin] ??= Binning.Describe(bin);
}
