using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Decisions of one model version by bin: the score's bands, then each slot's bins.</summary>
internal sealed class BinCounts
{
    private readonly List<long[]> _slots = [];

    /// <summary>By slot, the score's first; by bin, those above the highest that anybody fell into left out.</summary>
    public IEnumerable<(int Slot, long[] Counts)> Slots
        => _slots.Index().Select(slot => (slot.Index + BinRow.ScoreSlot, slot.Item[..(Array.FindLastIndex(slot.Item, count => count != 0) + 1)]));

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
