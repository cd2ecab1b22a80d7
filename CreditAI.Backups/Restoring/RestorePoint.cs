using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Wal;

namespace CreditAI.Backups.Restoring;

/// <summary>The backup that a target is recovered from, with all that it stands on, the full one first.</summary>
internal sealed record RestorePoint(IReadOnlyList<BackupManifest> Chain)
{
    public BackupManifest Backup => Chain[^1];

    /// <exception cref="BackupException">There is no backup for the target, or the archive does not reach it.</exception>
    public static RestorePoint Choose(IReadOnlyList<CataloguedBackup> backups, WalCatalog wal, RestoreOptions options)
    {
        var target = options.Target;
        if (backups.Count == 0)
        {
            throw new BackupException("There is no finished backup in any region.");
        }

        var whole = backups.Where(backup => backup.Manifest is not null).ToDictionary(backup => backup.Id, StringComparer.Ordinal);
        var usable = whole.Values.Where(backup => IsWhole(backup, whole) && (options.AcceptDamaged || !IsDamaged(backup, whole))).Select(backup => backup.Manifest!).ToList();
        var chosen = target.BackupId is { } id
            ? usable.FirstOrDefault(backup => backup.Id == id) ?? throw new BackupException(WhyNot(id, backups, whole))
            : usable.Where(backup => Precedes(backup, target, wal, options)).MaxBy(backup => backup.StopLsn) ?? throw new BackupException(NoneFor(target, usable));
        var history = HistoryFor(chosen, wal, options.Timeline);
        var reach = wal.Reach(chosen.StartLsn, history, chosen.Server.WalSegmentSize);
        if (reach < chosen.StopLsn)
        {
            throw new BackupException($"Backup {chosen.Id} needs WAL from {chosen.StartLsn} to {chosen.StopLsn}, and the archive has it to {reach}: it cannot be made consistent. Take an earlier one by --backup.");
        }

        if (target.Lsn is { } lsn && (lsn > reach || lsn < chosen.StopLsn))
        {
            throw new BackupException($"From backup {chosen.Id} the archive recovers to any LSN from {chosen.StopLsn} to {reach}; {lsn} is not among them.");
        }

        return new RestorePoint([.. chosen.Chain.Select(link => whole[link.Id].Manifest!), chosen]);
    }

    private static bool Precedes(BackupManifest backup, RestoreTarget target, WalCatalog wal, RestoreOptions options)
        => (target.Time is not { } time || backup.StoppedAt <= time)
            && (target.Lsn is not { } lsn || backup.StopLsn <= lsn)
            && (options.Timeline == "current" || Leads(backup, HistoryFor(backup, wal, options.Timeline)));

    private static bool Leads(BackupManifest backup, TimelineHistory history)
        => backup.Timeline == history.Timeline || history.SwitchPoint(backup.Timeline) >= backup.StopLsn;

    // "latest" goes to the newest timeline that the backup leads to, as the server does.
    private static TimelineHistory HistoryFor(BackupManifest backup, WalCatalog wal, string timeline) => timeline switch
    {
        "current" => wal.HistoryOf(backup.Timeline),
        "latest" => wal.Histories.Values.Where(history => Leads(backup, history)).MaxBy(history => history.Timeline) ?? wal.HistoryOf(backup.Timeline),
        _ => wal.HistoryOf(uint.TryParse(timeline, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number : throw new BackupException($"'{timeline}' is no timeline: give latest, current or a number.")),
    };

    private static bool IsWhole(CataloguedBackup backup, Dictionary<string, CataloguedBackup> whole)
        => backup.Manifest!.Chain.All(link => whole.TryGetValue(link.Id, out var found) && found.Sha256 == link.Sha256);

    private static bool IsDamaged(CataloguedBackup backup, Dictionary<string, CataloguedBackup> whole)
        => backup.Manifest!.DamagedPages.Count > 0 || backup.Manifest.Chain.Any(link => whole[link.Id].Manifest!.DamagedPages.Count > 0);

    private static string WhyNot(string id, IReadOnlyList<CataloguedBackup> backups, Dictionary<string, CataloguedBackup> whole)
    {
        if (backups.FirstOrDefault(backup => backup.Id == id) is not { } found)
        {
            return $"There is no backup {id}; `creditai backup list` shows those that there are.";
        }

        if (found.Manifest is null)
        {
            return $"The manifest of backup {id} is whole in no region: {found.Damage}";
        }

        var missing = found.Manifest.Chain.FirstOrDefault(link => !whole.TryGetValue(link.Id, out var other) || other.Sha256 != link.Sha256);
        return missing is not null
            ? $"Backup {id} stands on {missing.Id}, which is gone or is not the one it was taken against."
            : $"Backup {id} holds pages that were damaged on the server already ({found.Manifest.DamagedPages.Count}); restore it all the same with --accept-damaged, or take an earlier one.";
    }

    private static string NoneFor(RestoreTarget target, List<BackupManifest> usable)
    {
        var first = usable.MinBy(backup => backup.StoppedAt);
        return first is null ? "No backup is whole in the regions; `creditai backup verify` says what is damaged."
            : target.Time is { } time ? $"No backup was finished by {time:O}; the first was at {first.StoppedAt:O}, and one can go back to there."
            : target.Lsn is { } lsn ? $"No backup ends at or before {lsn}; the first ends at {first.StopLsn}."
            : "No backup leads to that timeline.";
    }
}
