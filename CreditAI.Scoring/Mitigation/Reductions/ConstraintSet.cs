namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>
/// Constraints on a decision rule h as linear functions of what it approves (Agarwal et al. 2018, section 2): of the weight shares
/// H[cell] of the approved in each cell of group and outcome. γ_k(h) = c_k + Σ a_k[cell] H[cell], held to γ_k ≤ bound.
/// </summary>
internal sealed class ConstraintSet
{
    private readonly GroupedOutcomes _rows;
    private readonly double[] _cells;
    private readonly double _total;
    private readonly List<double[]> _slopes = [];
    private readonly List<double> _constants = [];

    private ConstraintSet(GroupedOutcomes rows, ReductionOptions options)
    {
        _rows = rows;
        Bound = options.Bound;
        Ratio = options.Ratio;
        _cells = new double[rows.Groups.Count * 2];
        for (var row = 0; row < rows.Count; row++)
        {
            _cells[CellOf(row)] += rows.Weights[row];
            _total += rows.Weights[row];
        }

        for (var cell = 0; cell < _cells.Length; cell++)
        {
            _cells[cell] /= _total;
        }
    }

    public double Bound { get; }

    public double Ratio { get; }

    public int Count => _slopes.Count;

    /// <summary>Of each constraint: the sign, the group, and the outcome it is conditioned on, null when on none.</summary>
    public List<(int Sign, int Group, bool? Outcome)> Kinds { get; } = [];

    public static ConstraintSet Of(GroupedOutcomes rows, ReductionOptions options)
    {
        if (!(options.Bound >= 0 && options.Bound <= 1 && options.Ratio > 0 && options.Ratio <= 1))
        {
            throw new ArgumentException("the bound lies between 0 and 1, the ratio above 0 and up to 1", nameof(options));
        }

        var set = new ConstraintSet(rows, options);
        switch (options.Constraint)
        {
            case ReductionConstraint.DemographicParity:
                set.AddParity(null);
                break;
            case ReductionConstraint.EqualizedOdds:
                set.AddParity(false);
                set.AddParity(true);
                break;
            case ReductionConstraint.TruePositiveRateParity:
                set.AddParity(true);
                break;
            case ReductionConstraint.FalsePositiveRateParity:
                set.AddParity(false);
                break;
            default:
                set.AddLosses();
                break;
        }

        return set;
    }

    /// <summary>Share of the weight that a rule decides wrongly, and its γ.</summary>
    public (double Error, double[] Gamma) Measure(ReadOnlySpan<bool> approved)
    {
        var shares = new double[_cells.Length];
        for (var row = 0; row < approved.Length; row++)
        {
            if (approved[row])
            {
                shares[CellOf(row)] += _rows.Weights[row] / _total;
            }
        }

        var error = 0d;
        for (var cell = 0; cell < shares.Length; cell++)
        {
            error += cell % 2 == 1 ? _cells[cell] - shares[cell] : shares[cell];
        }

        return (error, [.. _slopes.Select((slope, index) => _constants[index] + slope.Zip(shares, (a, share) => a * share).Sum())]);
    }

    /// <summary>
    /// The weighted classification problem whose solution answers the multipliers best (section 3.2): a row is relabelled as what costs
    /// less, and weighs the difference. Weights sum to the number of rows.
    /// </summary>
    public (bool[] Favourable, double[] Weights) Reduce(ReadOnlySpan<double> multipliers)
    {
        var gains = new double[_cells.Length];
        for (var cell = 0; cell < gains.Length; cell++)
        {
            gains[cell] = cell % 2 == 1 ? 1 : -1;
            for (var index = 0; index < Count; index++)
            {
                gains[cell] -= multipliers[index] * _slopes[index][cell];
            }
        }

        var (favourable, weights, sum) = (new bool[_rows.Count], new double[_rows.Count], 0d);
        for (var row = 0; row < weights.Length; row++)
        {
            var gain = gains[CellOf(row)];
            favourable[row] = gain > 0;
            weights[row] = Math.Abs(gain) * _rows.Weights[row];
            sum += weights[row];
        }

        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] *= weights.Length / sum;
        }

        return (favourable, weights);
    }

    /// <summary>Of a pair of opposite constraints only one can bind: the smaller multiplier is taken off both.</summary>
    public double[] Project(ReadOnlySpan<double> multipliers)
    {
        double[] projected = [.. multipliers];
        for (var index = 0; Ratio == 1 && index + 1 < projected.Length; index++)
        {
            if (Kinds[index].Sign == 1 && Kinds[index + 1] == (-1, Kinds[index].Group, Kinds[index].Outcome))
            {
                var less = Math.Min(projected[index], projected[index + 1]);
                (projected[index], projected[index + 1]) = (projected[index] - less, projected[index + 1] - less);
            }
        }

        return projected;
    }

    /// <summary>The weight of a group, to tell which is smallest.</summary>
    public double ShareOf(int group) => _cells[group * 2] + _cells[(group * 2) + 1];

    private int CellOf(int row) => (_rows.Codes[row] * 2) + (_rows.Favourable[row] ? 1 : 0);

    private static bool Counts(int cell, bool? outcome) => outcome is null || outcome == (cell % 2 == 1);

    /// <summary>The share approved, among the rows of an outcome or all: ratio · E[h|g] − E[h] ≤ bound and ratio · E[h] − E[h|g] ≤ bound.</summary>
    private void AddParity(bool? outcome)
    {
        var all = _cells.Index().Sum(cell => Counts(cell.Index, outcome) ? cell.Item : 0);
        for (var group = 0; group < _rows.Groups.Count; group++)
        {
            var share = _cells.Index().Sum(cell => cell.Index / 2 == group && Counts(cell.Index, outcome) ? cell.Item : 0);
            if (!(share > 0))
            {
                continue;
            }

            var (own, code) = (share, group);
            Add((1, group, outcome), cell => Counts(cell, outcome) ? (cell / 2 == code ? Ratio / own : 0) - (1 / all) : 0);
            Add((-1, group, outcome), cell => Counts(cell, outcome) ? (Ratio / all) - (cell / 2 == code ? 1 / own : 0) : 0);
        }
    }

    private void AddLosses()
    {
        for (var group = 0; group < _rows.Groups.Count; group++)
        {
            if (!(ShareOf(group) > 0))
            {
                continue;
            }

            var (code, share) = (group, ShareOf(group));
            Add((1, group, null), cell => cell / 2 == code ? (cell % 2 == 1 ? -1 : 1) / share : 0, _cells[(group * 2) + 1] / share);
        }
    }

    private void Add((int Sign, int Group, bool? Outcome) kind, Func<int, double> slope, double constant = 0)
    {
        Kinds.Add(kind);
        _slopes.Add([.. Enumerable.Range(0, _cells.Length).Select(slope)]);
        _constants.Add(constant);
    }
}
