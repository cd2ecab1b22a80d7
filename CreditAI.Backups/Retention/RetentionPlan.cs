using CreditAI.Backups.Manifests;
using CreditAI.Backups.Wal;

namespace CreditAI.Backups.Retention;

/// <summary>What is kept and what has expired. Nothing is taken from under a backup that is kept.</summary>
/// <param name="Kept">Ids.</param>
/// <param name="Expired">Oldest first.</param>
internal sealed record RetentionPlan(IReadOnlySet<string> Kept, IReadOnlyList<CataloguedBackup> Expired, IReadOnlyList<(ulong From, ulong To)> WalKept)
{
    public static RetentionPlan Of(IReadOnlyList<CataloguedBackup> backups, DateTimeOffset now, RetentionPolicy policy)
    {
        var whole = backups.Where(backup => backup.Manifest is not null).OrderBy(backup => backup.Manifest!.StoppedAt).ToList();
        var since = now - TimeSpan.FromDays(policy.Days);

        // The window begins between two backups: the last one before it is what its first moments are recovered from.
        var foundation = whole.LastOrDefault(backup => backup.Manifest!.StoppedAt <= since && backup.Manifest.DamagedPages.Count == 0);
        var kept = whole.Where(backup => backup.Manifest!.StoppedAt > since)
            .Concat(foundation is null ? [] : [foundation])
            .Concat(whole.Where(backup => backup.Manifest is { Kind: BackupKind.Full, DamagedPages.Count: 0 }).TakeLast(policy.LeastFulls))
            .SelectMany(backup => backup.Manifest!.Chain.Select(link => link.Id).Append(backup.Id))
            .ToHashSet(StringComparer.Ordinal);

        // What nobody can read is nobody's to remove: a lost key may be found.
        kept.UnionWith(backups.Where(backup => backup.Manifest is null).Select(backup => backup.Id));
        return new RetentionPlan(kept, [.. whole.Where(backup => !kept.Contains(backup.Id))], Wal(whole, kept, foundation ?? whole.FirstOrDefault()));
    }

    /// <summary>Whether a segment is needed: by a kept backup to become consistent, or to go on from the window's first on.</summary>
    public bool KeepsWal(WalSegment segment)
        => WalKept.Count == 0 || WalKept.Any(range => (ulong)segment.End > range.From && (ulong)segment.Start < range.To);

    private static List<(ulong From, ulong To)> Wal(List<CataloguedBackup> whole, HashSet<string> kept, CataloguedBackup? foundation)
    {
        var ranges = whole.Where(backup => kept.Contains(backup.Id)).Select(backup => ((ulong)backup.Manifest!.StartLsn, (ulong)backup.Manifest.StopLsn)).ToList();
        if (foundation is not null)
        {
            ranges.Add(((ulong)foundation.Manifest!.StartLsn, ulong.MaxValue));
        }

        return ranges;
    }
}
