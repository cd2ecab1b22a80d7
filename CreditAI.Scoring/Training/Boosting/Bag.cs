using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>One member of the ensemble: its rows, and what it learned from them. A bag works alone on one thread.</summary>
internal sealed class Bag
{
    // Rows of the average population that a level is mixed with before levels are ordered.
    private const double LevelSmoothing = 10;

    private readonly TrainingSet _set;
    private readonly BoostedOptions _options;
    private readonly BoostedRows _training;
    private readonly BoostedRows _heldOut;
    private readonly GradientKernel _kernel;
    private readonly BoostingLoop _loop;

    public Bag(TrainingSet set, BagDraw draw, int index, BoostedOptions options)
    {
        (_set, _options) = (set, options);
        var (training, heldOut) = draw.Draw(index);
        var total = training.Aggregate(default(Tally), (sum, row) => sum.Add(set.Favourable[row], set.Weights[row] / set.MeanWeight));
        Start = Math.Log((total.Good + 0.5) / (total.Bad + 0.5));
        _training = new BoostedRows(training, set, Start);
        _heldOut = new BoostedRows(heldOut, set, Start);
        var penalty = options.Penalty is { Strength: > 0 } wanted ? wanted : null;
        _kernel = new GradientKernel(_training, penalty is null ? null : new PenaltyTerms(penalty, _training));
        _loop = new BoostingLoop(_kernel, _training, _heldOut, penalty is null ? null : new PenaltyTerms(penalty, _heldOut), options);
    }

    /// <summary>Log-odds that the tables are added to.</summary>
    public double Start { get; }

    /// <summary>Log-odds by fine bin, by slot; null where the feature takes no part.</summary>
    public double[]?[] Features { get; private set; } = [];

    /// <summary>Log-odds by cell of each pair's table.</summary>
    public double[][] Pairs { get; private set; } = [];

    /// <summary>Adds what this bag says of the rows that it held out.</summary>
    /// <param name="sums">Log-odds by position in the training rows.</param>
    /// <param name="counts">How many bags have added theirs.</param>
    public void AddHeldOut(double[] sums, int[] counts)
    {
        for (var index = 0; index < _heldOut.Positions.Length; index++)
        {
            sums[_heldOut.Positions[index]] += _heldOut.Scores[index];
            counts[_heldOut.Positions[index]]++;
        }
    }

    /// <summary>Adds what a change of one feature's table changes in the rows that this bag held out.</summary>
    /// <param name="codes">The feature's bin by position in the training rows.</param>
    /// <param name="changes">Log-odds by bin.</param>
    /// <param name="sums">Log-odds by position in the training rows.</param>
    public void AddHeldOut(ushort[] codes, double[] changes, double[] sums)
    {
        foreach (var position in _heldOut.Positions)
        {
            sums[position] += changes[codes[position]];
        }
    }

    /// <param name="features">By slot.</param>
    /// <param name="slots">The features that take part, ascending.</param>
    /// <param name="cancellation">Looked at in every round.</param>
    public void LearnFeatures(IReadOnlyList<FineBins> features, IReadOnlyList<int> slots, CancellationToken cancellation)
    {
        var tables = slots.Select(slot => NewTable(features[slot])).ToList();
        _loop.Run(tables, cancellation);
        Features = new double[features.Count][];
        for (var index = 0; index < slots.Count; index++)
        {
            Features[slots[index]] = tables[index].Values;
        }
    }

    /// <summary>How strongly each candidate pair interacts beside what the features' own tables say.</summary>
    public double[] Strengths(IReadOnlyList<FineBins> features, IReadOnlyList<(PairAxis Rows, PairAxis Columns)> pairs, CancellationToken cancellation)
    {
        var sides = new Dictionary<int, PairSide>();
        var strengths = new double[pairs.Count];
        for (var index = 0; index < strengths.Length; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (rows, columns) = pairs[index];
            var table = NewTable(features, SideOf(features, rows, sides), SideOf(features, columns, sides), withHeldOut: false);
            strengths[index] = table.Strength(_kernel.Sum([], [], table.Training, table.Count));
        }

        return strengths;
    }

    public void LearnPairs(IReadOnlyList<FineBins> features, IReadOnlyList<(PairAxis Rows, PairAxis Columns)> pairs, CancellationToken cancellation)
    {
        var sides = new Dictionary<int, PairSide>();
        foreach (var uses in pairs.SelectMany(pair => (PairAxis[])[pair.Rows, pair.Columns]).GroupBy(axis => axis.Slot))
        {
            sides.Add(uses.Key, Lend(features, uses.First(), uses.Count()));
        }

        var tables = pairs.Select(pair => NewTable(features, sides[pair.Rows.Slot], sides[pair.Columns.Slot], withHeldOut: true)).ToList();
        _loop.Run(tables, cancellation);
        Pairs = [.. tables.Select((table, index) => WithLent(table.Values, sides[pairs[index].Rows.Slot], sides[pairs[index].Columns.Slot]))];
    }

    /// <summary>Takes what a monotone feature lends to its pairs out of its own table.</summary>
    private PairSide Lend(IReadOnlyList<FineBins> features, PairAxis axis, int borrowers)
    {
        var (bins, values) = (features[axis.Slot], Features[axis.Slot]!);
        if (axis.Sign == 0)
        {
            return new PairSide(axis, Order(bins, code => axis.Groups[code], axis.Count), []);
        }

        var staircase = MonotoneShare.Staircase(bins, axis, values);
        float[] step = [.. staircase.Zip(values, (stair, value) => (float)(stair - value))];
        GradientKernel.Advance(_training.Scores, _training.Gather(bins.Codes), step);
        GradientKernel.Advance(_heldOut.Scores, _heldOut.Gather(bins.Codes), step);
        var lent = MonotoneShare.Lend(axis, staircase, 1d / borrowers);
        Features[axis.Slot] = [.. staircase.Select((value, bin) => value - (borrowers * lent[axis.Groups[bin]]))];
        return new PairSide(axis, [.. Enumerable.Range(Binning.First, axis.Count - Binning.First)], lent);
    }

    private static double[] WithLent(double[] values, PairSide rows, PairSide columns) => [.. values.Select((value, cell) =>
        value + rows.Lent.ElementAtOrDefault(cell / columns.Axis.Count) + columns.Lent.ElementAtOrDefault(cell % columns.Axis.Count))];

    private FeatureTable NewTable(FineBins bins)
    {
        var training = _training.Gather(bins.Codes);
        int[] order = Order(bins, code => code, bins.Binning.Count);
        return new FeatureTable(training, _heldOut.Gather(bins.Codes), Count(training, bins.Binning.Count), order, bins.Sign, _options);
    }

    private PairTable NewTable(IReadOnlyList<FineBins> features, PairSide rows, PairSide columns, bool withHeldOut)
    {
        var training = Cells(_training, features, rows.Axis, columns.Axis);
        var heldOut = withHeldOut ? Cells(_heldOut, features, rows.Axis, columns.Axis) : [];
        return new PairTable(training, heldOut, Count(training, rows.Axis.Count * columns.Axis.Count), rows, columns, _options);
    }

    /// <summary>The side of a candidate pair, which could be lent all.</summary>
    private PairSide SideOf(IReadOnlyList<FineBins> features, PairAxis axis, Dictionary<int, PairSide> sides)
    {
        if (!sides.TryGetValue(axis.Slot, out var side))
        {
            var bins = features[axis.Slot];
            side = new PairSide(
                axis,
                Order(bins, code => axis.Groups[code], axis.Count),
                MonotoneShare.Lend(axis, MonotoneShare.Staircase(bins, axis, Features[axis.Slot]!), 1));
            sides.Add(axis.Slot, side);
        }

        return side;
    }

    private static ushort[] Cells(BoostedRows rows, IReadOnlyList<FineBins> features, PairAxis first, PairAxis second)
    {
        var (firstCodes, secondCodes) = (features[first.Slot].Codes, features[second.Slot].Codes);
        var cells = new ushort[rows.Scores.Length];
        for (var index = 0; index < rows.Positions.Length; index++)
        {
            var row = rows.Positions[index];
            cells[index] = (ushort)((first.Groups[firstCodes[row]] * second.Count) + second.Groups[secondCodes[row]]);
        }

        return cells;
    }

    private int[] Count(ushort[] cells, int count)
    {
        var rows = new int[count];
        for (var index = 0; index < _training.Positions.Length; index++)
        {
            rows[cells[index]] += _training.Weights[index] > 0 ? 1 : 0;
        }

        return rows;
    }

    /// <summary>The ordinary groups: of numbers as they are, of levels by this bag's own share of favourable outcomes.</summary>
    private int[] Order(FineBins bins, Func<ushort, ushort> groupOf, int count)
    {
        int[] ordinary = [.. Enumerable.Range(Binning.First, count - Binning.First)];
        if (!bins.IsCategorical)
        {
            return ordinary;
        }

        var tallies = new Tally[count];
        var total = default(Tally);
        for (var index = 0; index < _training.Positions.Length; index++)
        {
            var row = _training.Positions[index];
            var group = groupOf(bins.Codes[row]);
            tallies[group] = tallies[group].Add(_set.Favourable[row], _set.Weights[row] / _set.MeanWeight);
            total = total.Add(_set.Favourable[row], _set.Weights[row] / _set.MeanWeight);
        }

        var average = total.Good / total.Count;
        return [.. ordinary.OrderBy(group => (tallies[group].Good + (LevelSmoothing * average)) / (tallies[group].Count + LevelSmoothing))];
    }
}
