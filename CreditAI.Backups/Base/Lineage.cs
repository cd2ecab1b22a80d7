using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Wal;

namespace CreditAI.Backups.Base;

/// <summary>
/// Whether a backup may stand on one of before: whether every page that differs between the two can be told. Each rule stands for a way in
/// which an incremental backup would restore into something else, silently (docs/adr/0009).
/// </summary>
internal static class Lineage
{
    /// <param name="earlier">The backup that it is to stand on; null when there is none.</param>
    /// <param name="now">The server.</param>
    /// <param name="history">Of the server's timeline.</param>
    /// <param name="wal">What the archive holds.</param>
    /// <returns>Why not; null when it may.</returns>
    public static string? WhyNot(BackupManifest? earlier, ServerState now, TimelineHistory history, WalCatalog wal)
    {
        if (earlier is null)
        {
            return "there is no earlier backup of this cluster to stand on";
        }

        var (then, server) = (earlier.Server, now.Identity);
        return earlier.DamagedPages.Count > 0 ? $"{earlier.Id} has damaged pages"
            : then.SystemIdentifier != server.SystemIdentifier ? $"{earlier.Id} is of another cluster"
            : then.Version / 10000 != server.Version / 10000 ? $"{earlier.Id} is of PostgreSQL {then.Version / 10000}"
            : !then.HasChecksums || !server.HasChecksums ? Checksums(earlier, server)
            : then.Slot != server.Slot ? $"the replication slot of {earlier.Id} is gone: an interval without WAL cannot be excluded"
            : !history.Contains(earlier.Timeline) || history.SwitchPoint(earlier.Timeline) < earlier.StopLsn
                ? $"{earlier.Id} ends at {earlier.StopLsn} on timeline {earlier.Timeline}, which the server's history does not contain"
            : wal.Reach(earlier.StartLsn, history, server.WalSegmentSize) < earlier.StopLsn || IsBroken(earlier, history, wal, server.WalSegmentSize)
                ? $"the WAL archive has a gap after {earlier.Id}"
            : null;
    }

    /// <summary>Why page headers may not be trusted since a backup; null when they may.</summary>
    /// <remarks>pg_checksums works on a stopped server only. Between its switching off and on pages change without their LSN.</remarks>
    public static string? WhyNoHeaderScan(BackupManifest earlier, ServerState now)
        => earlier.Server.ServerStartedAt != now.Identity.ServerStartedAt
            ? $"the server was restarted after {earlier.Id}: without WAL summaries an interval without data checksums cannot be excluded"
            : null;

    private static string Checksums(BackupManifest earlier, ServerIdentity server)
        => !server.HasChecksums ? "data checksums are off: the LSNs of pages cannot be trusted" : $"data checksums were switched on after {earlier.Id}";

    private static bool IsBroken(BackupManifest earlier, TimelineHistory history, WalCatalog wal, int segmentSize)
    {
        var reach = wal.Reach(earlier.StartLsn, history, segmentSize);
        return wal.All.Any(item => history.Contains(item.Segment.Timeline) && item.Segment.Start > reach && item.Segment.Timeline >= earlier.Timeline);
    }
}
