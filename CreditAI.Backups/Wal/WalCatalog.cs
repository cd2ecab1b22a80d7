using CreditAI.Backups.Cluster;
using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>What the archive holds of a cluster's WAL: over all regions, since a restore takes each segment from whichever has it.</summary>
internal sealed class WalCatalog(IEnumerable<ArchivedSegment> segments, IReadOnlyDictionary<uint, TimelineHistory> histories)
{
    private readonly ILookup<ulong, ArchivedSegment> _byNumber = segments.ToLookup(item => item.Segment.Number);

    public IReadOnlyDictionary<uint, TimelineHistory> Histories { get; } = histories;

    public IEnumerable<ArchivedSegment> All => _byNumber.SelectMany(items => items);

    /// <summary>The newest timeline of which there is anything.</summary>
    public uint NewestTimeline => All.Select(item => item.Segment.Timeline).Concat(Histories.Keys).DefaultIfEmpty(1u).Max();

    public TimelineHistory HistoryOf(uint timeline) => Histories.TryGetValue(timeline, out var history) ? history : new TimelineHistory(timeline, []);

    /// <summary>How far the WAL is there without a gap from an LSN on, on the way to a timeline; the LSN itself when not even that is.</summary>
    public NpgsqlLogSequenceNumber Reach(NpgsqlLogSequenceNumber from, TimelineHistory history, int segmentSize)
    {
        var at = from;
        for (var number = (ulong)from / (ulong)segmentSize; ; number++)
        {
            var end = OnTheWay(number, history).Select(found => (ulong)found.End).DefaultIfEmpty(0UL).Max();
            if (end <= (ulong)at)
            {
                return at;
            }

            at = new NpgsqlLogSequenceNumber(end);
            if (end < (number + 1) * (ulong)segmentSize)
            {
                return at;
            }
        }
    }

    // A segment in which a timeline was left lies under the new timeline's name from its beginning, and under the old one's up to there.
    private IEnumerable<(ArchivedSegment Item, NpgsqlLogSequenceNumber End)> OnTheWay(ulong number, TimelineHistory history)
    {
        foreach (var item in _byNumber[number].Where(item => history.Contains(item.Segment.Timeline)))
        {
            var timeline = item.Segment.Timeline;
            var begins = history.Switches.TakeWhile(earlier => earlier.Timeline != timeline).LastOrDefault()?.At ?? default;
            if (item.Segment.End <= begins)
            {
                continue;
            }

            var end = new NpgsqlLogSequenceNumber((ulong)item.Segment.Start + (ulong)item.Length);
            var left = history.SwitchPoint(timeline) ?? NpgsqlLogSequenceNumber.Invalid;
            yield return (item, timeline == history.Timeline || end < left ? end : left);
        }
    }
}
