namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>
/// Finds thresholds on a score, one or a mixture of two per group, under which a rate is equal in every group and the objective largest
/// (Hardt, Price and Srebro 2016), searched as Fairlearn's ThresholdOptimizer does: on a grid of the constrained rate, with strict
/// comparison against midpoints between neighbouring scores, the first of equally good grid points.
/// </summary>
public static class ThresholdOptimizer
{
    /// <param name="rows">Groups and outcomes.</param>
    /// <param name="scores">Of each row; higher is better. Finite.</param>
    /// <param name="options">Null: demographic parity and accuracy on 1000 steps.</param>
    /// <exception cref="ArgumentException">A group has one outcome only, a score is no number, or the options contradict each other.</exception>
    public static ThresholdPolicy Fit(GroupedOutcomes rows, ReadOnlySpan<double> scores, ThresholdOptions? options = null)
    {
        options ??= new ThresholdOptions();
        Check(options);
        var equalizedOdds = options.Constraint == ThresholdConstraint.EqualizedOdds;
        var x = ThresholdCounts.RateOf(options.Constraint);
        var y = equalizedOdds ? counts => counts.TruePositiveRate : ThresholdCounts.ValueOf(options.Objective);
        var groups = Split(rows, scores);
        TradeoffCurve[] curves = [.. groups.Select(group => TradeoffCurve.Of(group, x, y, options.Flip))];
        return equalizedOdds ? EqualizeOdds(rows, curves, options) : EqualizeRate(rows, curves, options);
    }

    private static void Check(ThresholdOptions options)
    {
        if (options.GridSize < 1 || !(options.Tolerance >= 0 && options.Tolerance <= 1))
        {
            throw new ArgumentException("the grid needs one step or more, and the tolerance lies between 0 and 1", nameof(options));
        }

        var accuracies = options.Objective is ThresholdObjective.AccuracyScore or ThresholdObjective.BalancedAccuracyScore;
        if (options.Constraint == ThresholdConstraint.EqualizedOdds && (!accuracies || options.Tolerance > 0))
        {
            throw new ArgumentException("equalized odds goes with accuracy or balanced accuracy, and without a tolerance", nameof(options));
        }
    }

    private static List<(double Score, bool Favourable, double Weight)>[] Split(GroupedOutcomes rows, ReadOnlySpan<double> scores)
    {
        List<(double Score, bool Favourable, double Weight)>[] groups = [.. rows.Groups.Select(_ => new List<(double, bool, double)>())];
        for (var row = 0; row < rows.Count; row++)
        {
            if (!double.IsFinite(scores[row]))
            {
                throw new ArgumentException($"row {row}: the score is no number", nameof(scores));
            }

            groups[rows.Codes[row]].Add((scores[row], rows.Favourable[row], rows.Weights[row]));
        }

        for (var group = 0; group < groups.Length; group++)
        {
            var good = groups[group].Sum(row => row.Favourable ? row.Weight : 0);
            var bad = groups[group].Sum(row => row.Favourable ? 0 : row.Weight);
            if (!(good > 0) || !(bad > 0))
            {
                throw new ArgumentException(
                    $"{rows.Attribute} '{rows.Groups[group]}' (n = {groups[group].Count}) has one outcome only: no threshold can be learnt for it", nameof(rows));
            }
        }

        return groups;
    }

    // As numpy.linspace places them, so that ties fall on the same side.
    private static double GridPoint(int index, int size) => index == size ? 1 : index * (1.0 / size);

    private static ThresholdPolicy EqualizeRate(GroupedOutcomes rows, TradeoffCurve[] curves, ThresholdOptions options)
    {
        double[] shares = [.. Shares(rows)];
        double[][] values = [.. curves.Select(curve => ValuesOf(curve, options.GridSize))];
        var (best, chosen) = (double.NegativeInfinity, new int[curves.Length]);
        for (var start = 0; start <= options.GridSize; start++)
        {
            var end = start;
            while (end < options.GridSize && GridPoint(end + 1, options.GridSize) - GridPoint(start, options.GridSize) <= options.Tolerance)
            {
                end++;
            }

            int[] points = [.. values.Select(group => Enumerable.Range(start, end - start + 1).MaxBy(index => group[index]))];
            var value = 0d;
            for (var group = 0; group < values.Length; group++)
            {
                value += shares[group] * values[group][points[group]];
            }

            if (value > best)
            {
                (best, chosen) = (value, points);
            }
        }

        return new ThresholdPolicy(rows.Attribute, options, best, [.. curves.Select((curve, group) =>
            Thresholds(rows.Groups[group], curve, chosen[group], options.GridSize))]);
    }

    private static ThresholdPolicy EqualizeOdds(GroupedOutcomes rows, TradeoffCurve[] curves, ThresholdOptions options)
    {
        double[][] values = [.. curves.Select(curve => ValuesOf(curve, options.GridSize))];
        var good = Enumerable.Range(0, rows.Count).Sum(row => rows.Favourable[row] ? rows.Weights[row] : 0);
        var bad = Enumerable.Range(0, rows.Count).Sum(row => rows.Favourable[row] ? 0 : rows.Weights[row]);
        var objective = ThresholdCounts.ValueOf(options.Objective);
        var best = Enumerable.Range(0, options.GridSize + 1).MaxBy(index =>
        {
            var (x, y) = (GridPoint(index, options.GridSize), values.Min(group => group[index]));
            // Rounded so that equal values tie, and the first is taken, whatever the last bit says.
            return Math.Round(objective(new ThresholdCounts(good * y, bad * x, bad * (1 - x), good * (1 - y))) * 1e15);
        });
        var (xBest, yBest) = (GridPoint(best, options.GridSize), values.Min(group => group[best]));
        return new ThresholdPolicy(rows.Attribute, options, yBest, [.. curves.Select((curve, group) =>
        {
            var y = values[group][best];
            return Thresholds(rows.Groups[group], curve, best, options.GridSize) with
            {
                Ignore = y == xBest ? 0 : (y - yBest) / (y - xBest),
                Constant = xBest,
            };
        })]);
    }

    private static IEnumerable<double> Shares(GroupedOutcomes rows)
    {
        var weights = new double[rows.Groups.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            weights[rows.Codes[row]] += rows.Weights[row];
        }

        var all = weights.Sum();
        return weights.Select(weight => weight / all);
    }

    private static double[] ValuesOf(TradeoffCurve curve, int size) =>
        [.. Enumerable.Range(0, size + 1).Select(index => curve.At(GridPoint(index, size), index == 0).Y)];

    private static GroupThresholds Thresholds(string group, TradeoffCurve curve, int index, int size)
    {
        var x = GridPoint(index, size);
        var (_, p0, rule0, rule1) = curve.At(x, index == 0);
        return new GroupThresholds { Group = group, P0 = p0, Rule0 = rule0, P1 = 1 - p0, Rule1 = rule1, X = x };
    }
}
