using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Decisions of one model version by bin: the score's bands, then each slot's bins.</summary>
internal sealed class BinCounts
{
    private readonly List<long[]> _slots = [];

    /// <summary>Those that are not 0.</summary>
    public IEnumerable<(int Slot, int Bin, long N)> All
        => from slot in _slots.Index()
           from bin in slot.Item.Index()
           where bin.Item != 0
           select (slot.Index + BinRow.ScoreSlot, bin.Index, bin.Item);

    public void Add(int score, ReadOnlySpan<ushort> bins)
    {
        Count(0, BinRow.BandOf(score));
        for (var slot = 0; slot < bins.Length; slot++)
        {
            Count(slot + 1, bins[slot]);
        }
    }

    private void Count(int at, int bin)
    {
        while (_slots.Count <= at)
        {
            _slots.Add([]);
        }

        if (_slots[at].Length <= bin)
        {
            var longer = _slots[at];
            Array.Resize(ref longer, Math.Max(bin + 1, 2 * longer.Length));
            _slots[at] = longer;
        }

        _slots[at][bin]++;
    }
}
