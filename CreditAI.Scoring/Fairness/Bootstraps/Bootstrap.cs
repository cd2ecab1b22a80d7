using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Bootstraps;

/// <summary>Percentile intervals (Efron 1981) of anything that follows from decisions against outcomes by group.</summary>
public static class Bootstrap
{
    // An interval over the replicates that happen to be defined would be one of other data.
    private const double MostUndefined = 0.05;

    /// <param name="rows">The rows to draw from.</param>
    /// <param name="grouping">Their groups; rows of none count in the overall.</param>
    /// <param name="options">Replicates and seed.</param>
    /// <param name="statistics">Measures on the groups' and the overall confusion; the same measures in the same order each time.</param>
    /// <returns>By measure: the 2.5 and 97.5 percentiles; null where more than 5 % of the replicates are undefined.</returns>
    public static IReadOnlyList<(string Name, Interval? Interval)> Percentiles(
        DecisionRows rows,
        Grouping grouping,
        BootstrapOptions options,
        Func<Confusion[], Confusion, IReadOnlyList<NamedMeasure>> statistics)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replicates, BootstrapOptions.Fewest);
        var groups = grouping.Groups.Count;
        var codes = new int[rows.Count];
        for (var row = 0; row < codes.Length; row++)
        {
            // The last group holds the rows that are in none.
            var group = grouping.Codes[row];
            codes[row] = ((group < 0 ? groups : group) * 4) + rows.KindOf(row);
        }

        // Each replicate has its own place, so the result does not depend on who fills it when.
        var drawn = new IReadOnlyList<NamedMeasure>[options.Replicates];
        Parallel.For(0, options.Replicates, replicate => drawn[replicate] = Draw(rows, codes, groups, options.Seed, replicate, statistics));
        return [.. drawn[0].Select((measure, index) => (
            measure.Name, Interval([.. drawn.Select(measures => measures[index].Measure.Value).OfType<double>()], options.Replicates)))];
    }

    private static IReadOnlyList<NamedMeasure> Draw(
        DecisionRows rows,
        int[] codes,
        int groups,
        int seed,
        int replicate,
        Func<Confusion[], Confusion, IReadOnlyList<NamedMeasure>> statistics)
    {
        var draw = new ReplicateDraw(seed, replicate);
        var cells = new Cell[(groups + 1) * 4];
        for (var index = 0; index < codes.Length; index++)
        {
            var row = draw.Below(codes.Length);
            cells[codes[row]] += rows.Weighed(row);
        }

        Confusion[] all = [.. Enumerable.Range(0, groups + 1).Select(group => DecisionRows.ConfusionOf(cells.AsSpan(group * 4, 4)))];
        return statistics(all[..groups], all.Aggregate((sum, one) => sum + one));
    }

    private static Interval? Interval(double[] values, int replicates)
    {
        if (values.Length < replicates * (1 - MostUndefined))
        {
            return null;
        }

        Array.Sort(values);
        return new Interval(Quantile(values, 0.025), Quantile(values, 0.975));
    }

    // Linear between order statistics (type 7 of Hyndman and Fan 1996).
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
