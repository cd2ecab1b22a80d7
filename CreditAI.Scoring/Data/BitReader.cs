namespace CreditAI.Scoring.Data;

/// <summary>A column of 1 and 0 and nothing else.</summary>
internal sealed class BitReader(string name, string meaning) : ColumnReader(name, [])
{
    private readonly List<bool> _bits = [];

    public override void Take(ReadOnlySpan<byte> cell, long line, FaultList faults)
    {
        var one = cell.SequenceEqual("1"u8);
        _bits.Add(one);
        if (!one && !cell.SequenceEqual("0"u8))
        {
            faults.Add(line, Name, $"'{CellText.Shown(cell)}' is neither 1 nor 0; {meaning}");
        }
    }

    public bool[] Build() => [.. _bits];
}
