namespace CreditAI.Scoring.Data;

/// <summary>A share of the rows, drawn without replacement; the same seed draws the same rows.</summary>
internal sealed record ShareSplit(double Share) : RowSplit
{
    protected override bool[] PickRows(Dataset data, string file, int seed)
    {
        var picked = new bool[data.Count];
        picked.AsSpan(0, (int)Math.Round(Share * data.Count)).Fill(true);
        new Random(seed).Shuffle(picked);
        return picked;
    }
}
