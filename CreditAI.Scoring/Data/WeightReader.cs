namespace CreditAI.Scoring.Data;

/// <summary>Row weights.</summary>
internal sealed class WeightReader(string name) : ColumnReader(name, [])
{
    private readonly List<double> _weights = [];

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        if (TryNumber(cell, line, faults, out var weight) && !(weight > 0))
        {
            faults.Add(line, Name, $"a weight must be positive, and '{CellText.Shown(cell)}' is not");
        }

        _weights.Add(weight);
    }

    public double[] Build() => [.. _weights];
}
