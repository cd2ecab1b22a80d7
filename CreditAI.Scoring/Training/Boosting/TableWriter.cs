using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// Turns the ensemble into a scorecard's terms: neighbouring bins of a number, and levels, whose points are all but equal become one,
/// unless a pair tells them apart.
/// </summary>
internal sealed class TableWriter(Ensemble ensemble, WeightOfEvidence evidence, double factor, double mergePoints)
{
    // The merged bin of each fine bin, by slot.
    private readonly ushort[][] _merged = new ushort[ensemble.Tables.Count][];

    public List<FeatureTerm> Features() => [.. Enumerable.Range(0, ensemble.Tables.Count).Select(Feature)];

    /// <summary>After <see cref="Features"/>.</summary>
    public List<PairTerm> Pairs() => [.. ensemble.Pairs.Select(Pair)];

    private FeatureTerm Feature(int slot)
    {
        var table = ensemble.Tables[slot];
        var runs = Runs(slot);
        var merged = new ushort[table.Values.Length];
        var (tallies, points) = (new Tally[Binning.First + runs.Count], new double[Binning.First + runs.Count]);
        for (ushort bin = 0; bin < Binning.First; bin++)
        {
            (merged[bin], tallies[bin], points[bin]) = (bin, table.Tallies[bin], factor * table.Values[bin]);
        }

        for (var index = 0; index < runs.Count; index++)
        {
            var target = Binning.First + index;
            foreach (var bin in runs[index])
            {
                merged[bin] = (ushort)target;
                tallies[target] += table.Tallies[bin];
            }

            points[target] = factor * MeanOf(table, runs[index]);
        }

        _merged[slot] = merged;
        return new FeatureTerm(table.Bins.Feature, Merge(table.Bins, runs), tallies.Select((tally, bin) =>
            new Bin(tally.Count, tally.Good, evidence.Of(tally), points[bin] + 0d)));
    }

    private PairTerm Pair(EnsemblePair pair) => new(
        pair.Rows.Slot,
        pair.Columns.Slot,
        Groups(pair.Rows),
        Groups(pair.Columns),
        [.. pair.Values.Select(value => (factor * value) + 0d)],
        pair.Counts);

    private ushort[] Groups(PairAxis axis)
    {
        var merged = _merged[axis.Slot];
        var groups = new ushort[merged.Max() + 1];
        for (var bin = 0; bin < merged.Length; bin++)
        {
            groups[merged[bin]] = axis.Groups[bin];
        }

        return groups;
    }

    /// <summary>Ordinary fine bins that become one, in the order of the term's bins: of numbers ascending, of levels by their points.</summary>
    private List<List<int>> Runs(int slot)
    {
        var table = ensemble.Tables[slot];
        var axes = ensemble.Pairs.SelectMany(pair => (PairAxis[])[pair.Rows, pair.Columns]).Where(axis => axis.Slot == slot).ToList();
        var ordinary = Enumerable.Range(Binning.First, table.Values.Length - Binning.First);
        if (table.Bins.IsCategorical)
        {
            ordinary = ordinary.OrderBy(bin => table.Values[bin]);
        }

        var runs = new List<List<int>>();
        foreach (var bin in ordinary)
        {
            if (runs.Count > 0
                && factor * Math.Abs(table.Values[bin] - table.Values[runs[^1][0]]) <= mergePoints
                && axes.TrueForAll(axis => axis.Groups[bin] == axis.Groups[runs[^1][0]]))
            {
                runs[^1].Add(bin);
            }
            else
            {
                runs.Add([bin]);
            }
        }

        return runs;
    }

    private static double MeanOf(EnsembleTable table, List<int> run)
    {
        var count = run.Sum(bin => table.Tallies[bin].Count);
        var mean = count > 0 ? run.Sum(bin => table.Tallies[bin].Count * table.Values[bin]) / count : table.Values[run[0]];
        // Rounding must not carry it past a neighbour that is equal.
        return Math.Clamp(mean, run.Min(bin => table.Values[bin]), run.Max(bin => table.Values[bin]));
    }

    private static Binning Merge(FineBins bins, List<List<int>> runs) => bins.Binning switch
    {
        NumericBinning numbers => new NumericBinning(bins.Feature, runs.Skip(1).Select(run => numbers.Edges[run[0] - Binning.First - 1])),
        CategoricalBinning levels => new CategoricalBinning(
            bins.Feature,
            runs.Select(run => run.SelectMany(bin => levels.Groups[bin - Binning.First]).Order(StringComparer.Ordinal))),
        _ => throw new InvalidOperationException("a binning is neither numeric nor categorical"),
    };
}
