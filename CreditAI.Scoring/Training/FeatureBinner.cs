using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training;

/// <summary>Chooses a feature's bins by the outcomes of the training rows, where they are not given.</summary>
internal sealed class FeatureBinner(Dataset data, int[] rows, Tally population, LogisticOptions options)
{
    private readonly WeightOfEvidence _evidence = new(population, options.Smoothing);

    private OptimalSegments Segments => new(_evidence, options.MinimumShare * population.Count, options);

    public Binning Bin(FeatureColumn column) => column switch
    {
        _ when options.Breaks.TryGetValue(column.Feature.Name, out var given) => given,
        NumericColumn numeric => BinNumbers(numeric),
        CategoricalColumn categorical => BinLevels(categorical),
        _ => throw new InvalidOperationException($"feature '{column.Feature.Name}' is neither numeric nor categorical"),
    };

    private NumericBinning BinNumbers(NumericColumn column)
    {
        var feature = column.Feature;
        var valid = new List<int>(rows.Length);
        foreach (var row in rows)
        {
            if (feature.Accepts(column.Values[row]))
            {
                valid.Add(row);
            }
        }

        double[] values = new double[valid.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = column.Values[valid[index]];
        }

        int[] order = [.. valid];
        Array.Sort(values, order);
        var (starts, fine) = FineBins(values, order);
        return new NumericBinning(feature, Segments.Cut(fine, options.Monotone ? feature.Direction : Direction.Free).Select(cut => starts[cut]));
    }

    /// <summary>Every distinct value while they are few, else quantiles. A bin begins at a value that occurs, so counts read as whole numbers.</summary>
    private (List<double> Starts, Tally[] Fine) FineBins(double[] values, int[] order)
    {
        var distinct = 0;
        for (var index = 0; index < values.Length; index++)
        {
            distinct += index == 0 || values[index] != values[index - 1] ? 1 : 0;
        }

        var least = distinct <= options.FineBins ? 1 : (values.Length + options.FineBins - 1) / options.FineBins;
        var starts = new List<double>();
        var fine = new List<Tally>();
        var held = 0;
        for (var index = 0; index < values.Length; index++)
        {
            if (index == 0 || (held >= least && values[index] != values[index - 1]))
            {
                starts.Add(values[index]);
                fine.Add(default);
                held = 0;
            }

            held++;
            fine[^1] = fine[^1].Add(data.Favourable[order[index]], data.WeightOf(order[index]));
        }

        return (starts, [.. fine]);
    }

    /// <summary>Levels in order of their smoothed weight of evidence are merged as fine bins are.</summary>
    private CategoricalBinning BinLevels(CategoricalColumn column)
    {
        var tallies = new Tally[column.Levels.Count];
        foreach (var row in rows)
        {
            if (column.Codes[row] is var code and not CategoricalColumn.MissingCode)
            {
                tallies[code] = tallies[code].Add(data.Favourable[row], data.WeightOf(row));
            }
        }

        int[] seen = [.. Enumerable.Range(0, tallies.Length)
            .Where(code => tallies[code].Count > 0)
            .OrderBy(code => _evidence.Of(tallies[code]))
            .ThenBy(code => column.Levels[code], StringComparer.Ordinal)];
        if (seen.Length == 0)
        {
            return new CategoricalBinning(column.Feature, []);
        }

        // The dynamic programme is cubic; thousands of levels are packed into as many fine bins as a number has.
        var packs = seen.Chunk((seen.Length + options.FineBins - 1) / options.FineBins).ToArray();
        Tally[] fine = [.. packs.Select(pack => pack.Aggregate(default(Tally), (sum, code) => sum + tallies[code]))];
        int[] bounds = [0, .. Segments.Cut(fine, Direction.Free), packs.Length];
        return new CategoricalBinning(column.Feature, bounds.Zip(bounds.Skip(1), (from, to) =>
            packs[from..to].SelectMany(pack => pack).Select(code => column.Levels[code]).Order(StringComparer.Ordinal)));
    }
}
