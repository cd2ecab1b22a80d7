namespace CreditAI.Scoring.Data;

/// <summary>By row index, 0-based.</summary>
internal sealed record IndexSplit(long? Modulus, Comparison Comparison, long Bound) : RowSplit
{
    protected override bool[] PickRows(Dataset data, string file, int seed)
    {
        var picked = new bool[data.Count];
        for (var row = 0; row < picked.Length; row++)
        {
            picked[row] = Comparison.Holds((Modulus is { } modulus ? row % modulus : row).CompareTo(Bound));
        }

        return picked;
    }
}
