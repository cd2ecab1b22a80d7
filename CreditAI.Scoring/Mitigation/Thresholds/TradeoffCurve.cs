namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>
/// The best of one rate that thresholds on a score can reach at each value of another, within one group: the upper convex hull of all
/// thresholds, since a mixture of two thresholds reaches every point between theirs (Hardt, Price and Srebro 2016).
/// </summary>
internal sealed class TradeoffCurve
{
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly ThresholdRule[] _rules;

    private TradeoffCurve(List<Point> hull)
    {
        _x = [.. hull.Select(point => point.X)];
        _y = [.. hull.Select(point => point.Y)];
        _rules = [.. hull.Select(point => point.Rule)];
    }

    /// <param name="scored">Score, outcome and weight of the group's rows; both outcomes are there.</param>
    /// <param name="x">Rate to be equal over groups.</param>
    /// <param name="y">Rate to be large.</param>
    /// <param name="flip">True: rules that approve below a threshold too.</param>
    public static TradeoffCurve Of(
        IEnumerable<(double Score, bool Favourable, double Weight)> scored, Func<ThresholdCounts, double> x, Func<ThresholdCounts, double> y, bool flip)
    {
        var points = new List<Point>();
        foreach (var (threshold, above, below) in Cuts(scored))
        {
            points.Add(new Point(x(above), y(above), new ThresholdRule(threshold, true)));
            if (flip)
            {
                points.Add(new Point(x(below), y(below), new ThresholdRule(threshold, false)));
            }
        }

        return new TradeoffCurve(Hull(points.OrderBy(point => point.X).ThenBy(point => point.Y)));
    }

    /// <summary>The curve between its corners. A grid's first point belongs to the segment right of it, every other to the one left.</summary>
    public (double Y, double P0, ThresholdRule Rule0, ThresholdRule Rule1) At(double x, bool first)
    {
        var right = Array.BinarySearch(_x, x);
        if (right < 0)
        {
            right = ~right;
        }

        while (right < _x.Length && _x[right] <= x)
        {
            right++;
        }

        var left = right - 1;
        if (!first && _x[left] == x)
        {
            left--;
        }

        var p0 = (_x[left + 1] - x) / (_x[left + 1] - _x[left]);
        var y = (p0 * _y[left]) + ((1 - p0) * _y[left + 1]);
        return (y, p0, _rules[left], _rules[left + 1]);
    }

    /// <summary>Thresholds from above all scores down to below them, midway between neighbours, with what each approves.</summary>
    private static IEnumerable<(double Threshold, ThresholdCounts Above, ThresholdCounts Below)> Cuts(
        IEnumerable<(double Score, bool Favourable, double Weight)> scored)
    {
        var levels = scored.GroupBy(row => row.Score).OrderByDescending(level => level.Key)
            .Select(level => (Score: level.Key, Good: Weight(level, true), Bad: Weight(level, false))).ToArray();
        var (allGood, allBad) = (levels.Sum(level => level.Good), levels.Sum(level => level.Bad));
        var (good, bad) = (0d, 0d);
        for (var index = -1; index < levels.Length; index++)
        {
            var threshold = double.PositiveInfinity;
            if (index >= 0)
            {
                (good, bad) = (good + levels[index].Good, bad + levels[index].Bad);
                threshold = index + 1 < levels.Length ? (levels[index].Score + levels[index + 1].Score) / 2 : double.NegativeInfinity;
            }

            yield return (
                threshold, new ThresholdCounts(good, bad, allBad - bad, allGood - good), new ThresholdCounts(allGood - good, allBad - bad, bad, good));
        }
    }

    private static double Weight(IEnumerable<(double Score, bool Favourable, double Weight)> rows, bool favourable) =>
        rows.Sum(row => row.Favourable == favourable ? row.Weight : 0);

    /// <summary>Andrew's monotone chain; a corner on the line between its neighbours is none.</summary>
    private static List<Point> Hull(IEnumerable<Point> ordered)
    {
        var hull = new List<Point>();
        foreach (var next in ordered)
        {
            while (hull.Count >= 2 && !IsAbove(hull[^2], hull[^1], next))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            hull.Add(next);
        }

        return hull;
    }

    private static bool IsAbove(Point from, Point middle, Point to) =>
        (middle.Y - from.Y) * (to.X - from.X) > (to.Y - from.Y) * (middle.X - from.X);

    private readonly record struct Point(double X, double Y, ThresholdRule Rule);
}
