namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>A pair's cells as the batch path reads them: a cell's index is <c>Rows[first bin] + Columns[second bin]</c>.</summary>
internal sealed class PairTable(PairTerm pair)
{
    public int First { get; } = pair.First;

    public int Second { get; } = pair.Second;

    /// <summary>Index of the first cell of each bin's row.</summary>
    public int[] Rows { get; } = [.. pair.FirstGroups.ToArray().Select(row => row * pair.Columns)];

    public int[] Columns { get; } = [.. pair.SecondGroups.ToArray().Select(column => (int)column)];

    public double[] Points { get; } = pair.Points.ToArray();
}
