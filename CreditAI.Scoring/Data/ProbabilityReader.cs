namespace CreditAI.Scoring.Data;

/// <summary>Probabilities.</summary>
internal sealed class ProbabilityReader(string name) : ColumnReader(name, [])
{
    private readonly List<double> _values = [];

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        if (TryNumber(cell, line, faults, out var value) && value is < 0 or > 1)
        {
            faults.Add(line, Name, $"'{CellText.Shown(cell)}' is no probability of the favourable outcome; it lies between 0 and 1");
        }

        _values.Add(value);
    }

    public double[] Build() => [.. _values];
}
