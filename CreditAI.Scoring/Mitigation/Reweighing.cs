namespace CreditAI.Scoring.Mitigation;

/// <summary>
/// Weights under which outcome and group are independent (Kamiran and Calders 2012): n_g n_y / (n n_gy), counted by weight.
/// The weighted share of favourable outcomes is then the same in every group, and the total weight stays what it was.
/// </summary>
public sealed class Reweighing
{
    private readonly GroupedOutcomes _rows;
    private readonly double?[,] _factors;

    private Reweighing(GroupedOutcomes rows, double?[,] factors)
    {
        _rows = rows;
        _factors = factors;
    }

    public IReadOnlyList<string> Groups => _rows.Groups;

    public static Reweighing Of(GroupedOutcomes rows)
    {
        var cells = new double[rows.Groups.Count, 2];
        for (var row = 0; row < rows.Count; row++)
        {
            cells[rows.Codes[row], rows.Favourable[row] ? 1 : 0] += rows.Weights[row];
        }

        double[] ofGroup = [.. Enumerable.Range(0, rows.Groups.Count).Select(group => cells[group, 0] + cells[group, 1])];
        double[] ofOutcome = [.. Enumerable.Range(0, 2).Select(outcome => Enumerable.Range(0, ofGroup.Length).Sum(group => cells[group, outcome]))];
        var all = ofOutcome[0] + ofOutcome[1];
        var factors = new double?[ofGroup.Length, 2];
        for (var group = 0; group < ofGroup.Length; group++)
        {
            for (var outcome = 0; outcome < 2; outcome++)
            {
                factors[group, outcome] = cells[group, outcome] > 0 ? ofGroup[group] * ofOutcome[outcome] / (all * cells[group, outcome]) : null;
            }
        }

        return new Reweighing(rows, factors);
    }

    /// <summary>What a row's weight is multiplied by; null where the group has no row with that outcome, so that no weight can help it.</summary>
    public double? FactorOf(int group, bool favourable) => _factors[group, favourable ? 1 : 0];

    /// <summary>The new weights, by row.</summary>
    public double[] Weights()
    {
        var weights = new double[_rows.Count];
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = _rows.Weights[row] * (FactorOf(_rows.Codes[row], _rows.Favourable[row]) ?? 0);
        }

        return weights;
    }
}
