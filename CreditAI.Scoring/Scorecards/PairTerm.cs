namespace CreditAI.Scoring.Scorecards;

/// <summary>
/// What two features add together beyond what each adds alone: a table over groups of their bins. A group holds one or more bins,
/// since two features' fine bins crossed would leave most cells empty.
/// </summary>
public sealed class PairTerm
{
    private readonly ushort[] _firstGroups;
    private readonly ushort[] _secondGroups;
    private readonly double[] _points;
    private readonly double[] _counts;

    /// <param name="first">Slot of the feature that chooses the row.</param>
    /// <param name="second">Slot of the feature that chooses the column; above <paramref name="first"/>.</param>
    /// <param name="firstGroups">The row of each of the first feature's bins, the missing and other ones included.</param>
    /// <param name="secondGroups">The column of each of the second feature's bins.</param>
    /// <param name="points">By row, then column.</param>
    /// <param name="counts">Weighted training rows of each cell, in the order of the points.</param>
    /// <exception cref="ArgumentException">The slots are not in order, a group is empty, or the tables' lengths or numbers are impossible.</exception>
    public PairTerm(
        int first,
        int second,
        IEnumerable<ushort> firstGroups,
        IEnumerable<ushort> secondGroups,
        IEnumerable<double> points,
        IEnumerable<double> counts)
    {
        (First, Second) = (first, second);
        (_firstGroups, _secondGroups, _points, _counts) = ([.. firstGroups], [.. secondGroups], [.. points], [.. counts]);
        if (first < 0 || second <= first)
        {
            throw new ArgumentException("a pair's slots must be two, the lower first", nameof(second));
        }

        (Rows, Columns) = (CountGroups(_firstGroups, nameof(firstGroups)), CountGroups(_secondGroups, nameof(secondGroups)));
        if (_points.Length != Rows * Columns || _counts.Length != Rows * Columns)
        {
            throw new ArgumentException($"a pair of {Rows} by {Columns} groups has {_points.Length} points and {_counts.Length} counts", nameof(points));
        }

        if (!Array.TrueForAll(_points, double.IsFinite) || !Array.TrueForAll(_counts, count => double.IsFinite(count) && count >= 0))
        {
            throw new ArgumentException("a pair has a cell whose numbers are impossible", nameof(points));
        }

        BestPoints = FindBest();
        var total = _counts.Sum();
        MeanPoints = total > 0 ? _points.Zip(_counts, (point, count) => point * count).Sum() / total : 0;
    }

    public int First { get; }

    public int Second { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Row by bin of the first feature.</summary>
    public ReadOnlySpan<ushort> FirstGroups => _firstGroups;

    /// <summary>Column by bin of the second feature.</summary>
    public ReadOnlySpan<ushort> SecondGroups => _secondGroups;

    /// <summary>By row, then column.</summary>
    public ReadOnlySpan<double> Points => _points;

    /// <summary>Weighted training rows, in the order of <see cref="Points"/>.</summary>
    public ReadOnlySpan<double> Counts => _counts;

    /// <summary>The most points two given values can earn; groups of missing and unseen values alone do not count.</summary>
    public double BestPoints { get; }

    /// <summary>Mean points of the training population.</summary>
    public double MeanPoints { get; }

    public double PointsOf(ushort firstBin, ushort secondBin) => _points[(_firstGroups[firstBin] * Columns) + _secondGroups[secondBin]];

    private static int CountGroups(ushort[] groups, string name)
    {
        var count = groups.Length == 0 ? 0 : groups.Max() + 1;
        return count > 0 && groups.Distinct().Count() == count
            ? count
            : throw new ArgumentException("a pair's groups must be numbered from 0 on, each with a bin", name);
    }

    private double FindBest()
    {
        var best = double.NegativeInfinity;
        foreach (var row in OrdinaryGroups(_firstGroups))
        {
            foreach (var column in OrdinaryGroups(_secondGroups))
            {
                best = Math.Max(best, _points[(row * Columns) + column]);
            }
        }

        return best;
    }

    // A feature that was missing in every training row has no ordinary bin: all it can be is what there is.
    private static IEnumerable<ushort> OrdinaryGroups(ushort[] groups) =>
        (groups.Length > Binning.First ? groups.Skip(Binning.First) : groups).Distinct();
}
