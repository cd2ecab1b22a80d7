using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>Cuts a number into quantiles, and a category into the levels with rows enough and a pool of the others.</summary>
internal sealed class FineBinner(int[] rows, BoostedOptions options)
{
    // A table names every level that it pools: a column of identifiers would fill the artifact.
    private const int MostPooled = 1_000;

    /// <param name="column">The feature's values.</param>
    /// <param name="note">Something that a reviewer should know; null when there is nothing.</param>
    public FineBins Bin(FeatureColumn column, out string? note)
    {
        note = null;
        Binning binning = column switch
        {
            NumericColumn numeric => new NumericBinning(column.Feature, Edges(numeric)),
            CategoricalColumn categorical => new CategoricalBinning(column.Feature, Groups(categorical, out note)),
            _ => throw new InvalidOperationException($"feature '{column.Feature.Name}' is neither numeric nor categorical"),
        };
        var all = ScorecardBatch.Encode(binning, column);
        return new FineBins(column.Feature, binning, Array.ConvertAll(rows, row => all[row]), SignOf(column.Feature.Direction));
    }

    private int SignOf(Direction direction) => direction switch
    {
        Direction.Increasing when options.Monotone => 1,
        Direction.Decreasing when options.Monotone => -1,
        _ => 0,
    };

    /// <summary>
    /// Every distinct value while they are few, else quantiles. A bin takes its share of the rows that are left, so that a value
    /// which many rows have does not starve the others of bins. A bin begins at a value that occurs, so counts read as whole numbers.
    /// </summary>
    private List<double> Edges(NumericColumn column)
    {
        double[] values = [.. rows.Select(row => column.Values[row]).Where(column.Feature.Accepts)];
        Array.Sort(values);
        var distinct = 1;
        for (var index = 1; index < values.Length; index++)
        {
            distinct += values[index] != values[index - 1] ? 1 : 0;
        }

        var (edges, start) = (new List<double>(), 0);
        for (var index = 1; index < values.Length && edges.Count < options.MaximumBins - 1; index++)
        {
            if (values[index] == values[index - 1])
            {
                continue;
            }

            var share = distinct <= options.MaximumBins ? 0 : (values.Length - start) / (options.MaximumBins - edges.Count);
            if (index - start >= Math.Max(share, options.MinimumBinRows) && values.Length - index >= options.MinimumBinRows)
            {
                edges.Add(values[index]);
                start = index;
            }
        }

        return edges;
    }

    private List<List<string>> Groups(CategoricalColumn column, out string? note)
    {
        var counts = new int[column.Levels.Count];
        foreach (var row in rows)
        {
            if (column.Codes[row] is var code and not CategoricalColumn.MissingCode)
            {
                counts[code]++;
            }
        }

        int[] seen = [.. Enumerable.Range(0, counts.Length)
            .Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code])
            .ThenBy(code => column.Levels[code], StringComparer.Ordinal)];
        var common = Math.Min(seen.Count(code => counts[code] >= options.MinimumBinRows), options.MaximumBins);
        common = common == seen.Length ? common : Math.Min(common, options.MaximumBins - 1);
        var groups = seen.Take(common).Select(code => new List<string> { column.Levels[code] }).ToList();
        List<string> pool = [.. seen.Skip(common).Take(MostPooled).Select(code => column.Levels[code]).Order(StringComparer.Ordinal)];
        if (pool.Count > 0)
        {
            groups.Add(pool);
        }

        note = seen.Length - common > MostPooled
            ? $"{column.Feature.Name}: of {seen.Length} levels, {seen.Length - common - MostPooled} are too rare for a bin and count as unseen"
            : null;
        return groups;
    }
}
