namespace CreditAI.Scoring.Scorecards;

/// <summary>Many applications, encoded: bins by slot, then by row.</summary>
public sealed class EncodedRows
{
    private readonly ushort[][] _slots;

    internal EncodedRows(ushort[][] slots) => _slots = slots;

    public int Count => _slots[0].Length;

    /// <summary>One feature's bins, by row.</summary>
    public ReadOnlySpan<ushort> Slot(int slot) => _slots[slot];

    /// <summary>Copies one row's bins.</summary>
    public void CopyRow(int row, Span<ushort> bins)
    {
        for (var slot = 0; slot < _slots.Length; slot++)
        {
            bins[slot] = _slots[slot][row];
        }
    }
}
