namespace CreditAI.Scoring.Data;

/// <summary>A condition that a row must meet to be read.</summary>
internal sealed class ConditionReader(ColumnSplit condition) : ColumnReader(condition.Name, [])
{
    private readonly CellText _texts = new();

    /// <summary>Whether the row taken last meets it.</summary>
    public bool Holds { get; private set; }

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var text = _texts.Of(cell, line, Name, faults);
        var holds = condition.Holds(text);
        if (holds is null)
        {
            faults.Add(line, Name, $"'{CellText.Shown(cell)}' cannot be compared with '{condition.Value}'; both must be numbers or ISO dates");
        }

        Holds = holds ?? false;
    }
}
