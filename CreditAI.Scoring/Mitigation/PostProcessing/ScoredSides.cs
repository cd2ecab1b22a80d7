namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>Scores of each side and outcome in order, with the weight at and above each: rates at any threshold by a search.</summary>
internal sealed class ScoredSides
{
    private readonly (double[] Scores, double[] Above)[] _cells;

    private ScoredSides((double[] Scores, double[] Above)[] cells) => _cells = cells;

    public static ScoredSides Of(GroupedOutcomes rows, ReadOnlySpan<double> scores, string privileged)
    {
        // Both outcomes on both sides, or there are no rates.
        TwoSides.Rates(rows, scores, privileged);
        var (code, cells) = (rows.IndexOf(privileged), Enumerable.Range(0, 4).Select(_ => new List<(double Score, double Weight)>()).ToArray());
        for (var row = 0; row < rows.Count; row++)
        {
            cells[(rows.Codes[row] == code ? 0 : 2) + (rows.Favourable[row] ? 0 : 1)].Add((scores[row], rows.Weights[row]));
        }

        return new ScoredSides([.. cells.Select(cell =>
        {
            (double Score, double Weight)[] ordered = [.. cell.OrderBy(row => row.Score)];
            var above = new double[ordered.Length + 1];
            for (var index = ordered.Length - 1; index >= 0; index--)
            {
                above[index] = above[index + 1] + ordered[index].Weight;
            }

            return (ordered.Select(row => row.Score).ToArray(), above);
        })]);
    }

    public SideRates At(double privilegedAbove, double othersAbove) =>
        new(Cell(0, privilegedAbove), Cell(1, privilegedAbove), Cell(2, othersAbove), Cell(3, othersAbove));

    private (double Approved, double All) Cell(int cell, double above)
    {
        var (scores, weights) = _cells[cell];
        var (low, high) = (0, scores.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = scores[middle] > above ? (low, middle) : (middle + 1, high);
        }

        return (weights[low], weights[0]);
    }
}
