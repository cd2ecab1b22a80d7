namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>One alternative on the judged rows, ready to be measured again and again under other row weights.</summary>
internal sealed class Judged
{
    private readonly int[] _order;
    private readonly bool[] _tiesWithNext;

    /// <param name="rows">The rows.</param>
    /// <param name="points">Exact points by row of the data.</param>
    /// <param name="approveAt">Points at or above which a row counts as approved.</param>
    /// <param name="probability">Probability of the favourable outcome for points.</param>
    public Judged(JudgedRows rows, double[] points, double approveAt, Func<double, double> probability)
    {
        Rows = rows;
        Points = [.. rows.Rows.Select(row => points[row])];
        Probabilities = [.. Points.Select(probability)];
        Approved = [.. Points.Select(value => value >= approveAt)];
        _order = [.. Enumerable.Range(0, Points.Length)];
        double[] sorted = [.. Points];
        Array.Sort(sorted, _order);
        _tiesWithNext = new bool[sorted.Length];
        for (var index = 0; index + 1 < sorted.Length; index++)
        {
            _tiesWithNext[index] = sorted[index] == sorted[index + 1];
        }
    }

    public JudgedRows Rows { get; }

    public double[] Points { get; }

    public double[] Probabilities { get; }

    public bool[] Approved { get; }

    /// <summary>AUC and KS under these row weights, as PerformanceMeasures has them; null when one outcome has no weight.</summary>
    public (double Auc, double Ks)? Ranking(double[] weights)
    {
        var favourable = Rows.Favourable;
        double good = 0, bad = 0;
        for (var row = 0; row < weights.Length; row++)
        {
            good += favourable[row] ? weights[row] : 0;
            bad += favourable[row] ? 0 : weights[row];
        }

        if (!(good > 0 && bad > 0))
        {
            return null;
        }

        double goodBelow = 0, badBelow = 0, goodTied = 0, badTied = 0, pairs = 0, ks = 0;
        for (var index = 0; index < _order.Length; index++)
        {
            var row = _order[index];
            if (favourable[row])
            {
                goodTied += weights[row];
            }
            else
            {
                badTied += weights[row];
            }

            if (_tiesWithNext[index])
            {
                continue;
            }

            pairs += goodTied * (badBelow + (badTied / 2));
            goodBelow += goodTied;
            badBelow += badTied;
            (goodTied, badTied) = (0, 0);
            ks = Math.Max(ks, Math.Abs((goodBelow / good) - (badBelow / bad)));
        }

        return (pairs / (good * bad), ks);
    }

    /// <summary>Approved share of each group of an attribute, among all rows or those with one outcome; null where the group has no weight.</summary>
    public double?[] ApprovalRates(JudgedAttribute attribute, double[] weights, bool? outcome = null)
    {
        Span<double> all = stackalloc double[attribute.Groups.Count];
        Span<double> approved = stackalloc double[attribute.Groups.Count];
        all.Clear();
        approved.Clear();
        for (var row = 0; row < weights.Length; row++)
        {
            var group = attribute.Codes[row];
            if (group < 0 || (outcome is { } wanted && Rows.Favourable[row] != wanted))
            {
                continue;
            }

            all[group] += weights[row];
            approved[group] += Approved[row] ? weights[row] : 0;
        }

        var rates = new double?[all.Length];
        for (var group = 0; group < rates.Length; group++)
        {
            rates[group] = all[group] > 0 ? approved[group] / all[group] : null;
        }

        return rates;
    }
}
