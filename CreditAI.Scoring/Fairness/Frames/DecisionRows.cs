namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Decisions with the outcomes that came, by column. Immutable.</summary>
public sealed class DecisionRows
{
    private readonly bool[] _favourable;
    private readonly bool[] _approved;
    private readonly double[]? _scores;
    private readonly double[]? _weights;

    /// <param name="favourable">Outcomes.</param>
    /// <param name="approved">Decisions.</param>
    /// <param name="scores">Probability of the favourable outcome, 0 to 1; null where there is none.</param>
    /// <param name="weights">0 or more; null when every row counts one.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public DecisionRows(bool[] favourable, bool[] approved, double[]? scores = null, double[]? weights = null)
    {
        if (approved.Length != favourable.Length || (scores ?? weights)?.Length is { } one && one != favourable.Length || weights?.Length is { } other && other != favourable.Length)
        {
            throw new ArgumentException("outcomes, decisions, scores and weights must be of the same length", nameof(favourable));
        }

        (_favourable, _approved, _scores, _weights) = (favourable, approved, scores, weights);
    }

    public int Count => _favourable.Length;

    public bool HasScores => _scores is not null;

    public bool HasWeights => _weights is not null;

    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>The same rows, each counting one.</summary>
    public DecisionRows Unweighted() => _weights is null ? this : new DecisionRows(_favourable, _approved, _scores);

    public DecisionRows Select(int[] rows) => new(
        Pick(_favourable, rows), Pick(_approved, rows), _scores is null ? null : Pick(_scores, rows), _weights is null ? null : Pick(_weights, rows));

    /// <summary>Decisions against outcomes, by group.</summary>
    /// <param name="codes">Group by row; negative: none.</param>
    /// <param name="groups">How many groups there are.</param>
    public Confusion[] ConfusionBy(ReadOnlySpan<int> codes, int groups)
    {
        var cells = new Cell[groups * 4];
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] >= 0)
            {
                cells[(codes[row] * 4) + KindOf(row)] += Weighed(row);
            }
        }

        return [.. Enumerable.Range(0, groups).Select(group => ConfusionOf(cells.AsSpan(group * 4, 4)))];
    }

    public Confusion Confusion()
    {
        var cells = new Cell[4];
        for (var row = 0; row < Count; row++)
        {
            cells[KindOf(row)] += Weighed(row);
        }

        return ConfusionOf(cells);
    }

    /// <summary>The rows' scores with their outcomes.</summary>
    /// <exception cref="InvalidOperationException">There are no scores.</exception>
    public ScoredRows Scored() => _scores is null
        ? throw new InvalidOperationException("the rows have no scores")
        : new ScoredRows(_favourable, _scores, _weights);

    internal static Confusion ConfusionOf(ReadOnlySpan<Cell> cells) => new(cells[3], cells[1], cells[0], cells[2]);

    /// <summary>2 where the outcome is favourable, plus 1 where it was approved.</summary>
    internal int KindOf(int row) => (_favourable[row] ? 2 : 0) + (_approved[row] ? 1 : 0);

    internal Cell Weighed(int row)
    {
        var weight = _weights is null ? 1 : _weights[row];
        return new Cell(1, weight, weight * weight);
    }

    private static T[] Pick<T>(T[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
