namespace CreditAI.Scoring.Data;

/// <summary>A column kept as it is.</summary>
internal sealed class ExtraReader(string name) : ColumnReader(name, [])
{
    private readonly CellText _texts = new();
    private readonly List<string> _cells = [];

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults) => _cells.Add(_texts.Of(cell, line, Name, faults));

    public string[] Build() => [.. _cells];
}
