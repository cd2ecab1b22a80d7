using CreditAI.Backups.Cluster;
using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>Where receiving goes on: always at the beginning of a segment.</summary>
internal static class WalStart
{
    /// <param name="catalog">What the archive holds.</param>
    /// <param name="history">Of the server's timeline.</param>
    /// <param name="restart">The oldest WAL that the slot keeps.</param>
    /// <param name="current">The end of the server's WAL.</param>
    /// <exception cref="BackupException">The server has gone back to before what the archive holds of the same timeline.</exception>
    public static WalSegment Of(WalCatalog catalog, TimelineHistory history, NpgsqlLogSequenceNumber restart, NpgsqlLogSequenceNumber current, int segmentSize)
    {
        var newest = catalog.All.Where(item => history.Contains(item.Segment.Timeline))
            .OrderByDescending(item => item.Segment.Timeline).ThenByDescending(item => item.Segment.Number).ThenByDescending(item => item.Length).FirstOrDefault();
        if (newest is null)
        {
            return WalSegment.Of(history.TimelineAt(restart), restart, segmentSize);
        }

        var timeline = newest.Segment.Timeline;
        var end = new NpgsqlLogSequenceNumber((ulong)newest.Segment.Start + (ulong)newest.Length);
        if (history.SwitchPoint(timeline) is { } left && end >= left)
        {
            var following = history.Switches.SkipWhile(item => item.Timeline != timeline).Skip(1).FirstOrDefault()?.Timeline ?? history.Timeline;
            return WalSegment.Of(following, left, segmentSize);
        }

        if (timeline == history.Timeline && end > current && newest.Segment.Start > current)
        {
            throw new BackupException(
                $"The server has gone back: its WAL ends at {current} on timeline {timeline}, and the archive holds that timeline up to {end}. "
                + "It was rolled back without a new timeline, and its WAL would be mixed with that of before. Give it a new timeline: "
                + "create standby.signal in its data directory, restart it, and call pg_promote().");
        }

        return newest.IsWhole ? newest.Segment.Next : newest.Segment;
    }
}
