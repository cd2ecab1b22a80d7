
namespace CreditAI.Scoring.Training.Boosting;

/// <summary>The bags' tables averaged, in log-odds. A mean of monotone tables is monotone.</summary>
internal sealed class Ensemble
{
    private readonly TrainingSet _set;
    private readonly IReadOnlyList<FineBins> _features;

    /// <param name="set">The training rows.</param>
    /// <param name="features">By slot.</param>
    /// <param name="axes">The pairs that got a table.</param>
    /// <param name="bags">In their order, which fixes the order of the sums.</param>
    public Ensemble(TrainingSet set, IReadOnlyList<FineBins> features, IReadOnlyList<(PairAxis Rows, PairAxis Columns)> axes, IReadOnlyList<Bag> bags)
    {
        (_set, _features) = (set, features);
        Intercept = bags.Average(bag => bag.Start);
        Tables = [.. features.Select((bins, slot) => new EnsembleTable(
            bins, Tallies(bins), Mean([.. bags.Select(bag => bag.Features[slot] ?? new double[bins.Binning.Count])])))];
        Pairs = [.. axes.Select((pair, index) => new EnsemblePair(
            pair.Rows, pair.Columns, Mean([.. bags.Select(bag => bag.Pairs[index])]), Counts(pair.Rows, pair.Columns)))];
    }

    public double Intercept { get; private set; }

    /// <summary>By slot.</summary>
    public IReadOnlyList<EnsembleTable> Tables { get; }

    public IReadOnlyList<EnsemblePair> Pairs { get; }

    /// <summary>Moves what one feature explains alone out of the pairs, smooths, then moves every table's mean into the intercept.</summary>
    /// <param name="reaches">How far each feature's table is smoothed, in rows, by slot.</param>
    public void Centre(IReadOnlyList<double> reaches)
    {
        foreach (var pair in Pairs)
        {
            Intercept += pair.Purify(Tables[pair.Rows.Slot].Values, Tables[pair.Columns.Slot].Values);
        }

        for (var slot = 0; slot < Tables.Count; slot++)
        {
            Tables[slot].Smooth(reaches[slot]);
            Intercept += Tables[slot].Centre();
        }
    }

    /// <summary>Multiplies all that is learned.</summary>
    public void Scale(double slope)
    {
        foreach (var values in Tables.Select(table => table.Values).Concat(Pairs.Select(pair => pair.Values)))
        {
            for (var cell = 0; cell < values.Length; cell++)
            {
                values[cell] *= slope;
            }
        }
    }

    /// <summary>Shifts the intercept until the mean probability is the share of favourable outcomes, by Newton's method.</summary>
    public void Calibrate()
    {
        var scores = Scores();
        for (var step = 0; step < 50; step++)
        {
            double gradient = 0, curvature = 0;
            for (var row = 0; row < scores.Length; row++)
            {
                var probability = 1 / (1 + Math.Exp(-scores[row] - Intercept));
                gradient += _set.Weights[row] * ((_set.Favourable[row] ? 1 : 0) - probability);
                curvature += _set.Weights[row] * probability * (1 - probability);
            }

            var change = curvature > 0 ? Math.Clamp(gradient / curvature, -1, 1) : 0;
            Intercept += change;
            if (Math.Abs(change) < 1e-12)
            {
                return;
            }
        }
    }

    private double[] Scores()
    {
        var scores = new double[_set.Count];
        for (var slot = 0; slot < Tables.Count; slot++)
        {
            var (codes, values) = (_features[slot].Codes, Tables[slot].Values);
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] += values[codes[row]];
            }
        }

        foreach (var pair in Pairs)
        {
            var (first, second) = (_features[pair.Rows.Slot].Codes, _features[pair.Columns.Slot].Codes);
            for (var row = 0; row < scores.Length; row++)
            {
                scores[row] += pair.Values[pair.Cell(first[row], second[row])];
            }
        }

        return scores;
    }

    private Tally[] Tallies(FineBins bins)
    {
        var tallies = new Tally[bins.Binning.Count];
        for (var row = 0; row < _set.Count; row++)
        {
            tallies[bins.Codes[row]] = tallies[bins.Codes[row]].Add(_set.Favourable[row], _set.Weights[row]);
        }

        return tallies;
    }

    private double[] Counts(PairAxis rows, PairAxis columns)
    {
        var counts = new double[rows.Count * columns.Count];
        var (first, second) = (_features[rows.Slot].Codes, _features[columns.Slot].Codes);
        for (var row = 0; row < _set.Count; row++)
        {
            counts[(rows.Groups[first[row]] * columns.Count) + columns.Groups[second[row]]] += _set.Weights[row];
        }

        return counts;
    }

    private static double[] Mean(double[][] tables)
    {
        var mean = new double[tables[0].Length];
        foreach (var table in tables)
        {
            for (var cell = 0; cell < mean.Length; cell++)
            {
                mean[cell] += table[cell] / tables.Length;
            }
        }

        return mean;
    }
}
