using CreditAI.Backups.Manifests;
using Quartz;

namespace CreditAI.BackupWorker.Backing;

/// <summary>What is due. What was done is read from the regions, so a worker that was away makes up once for what it missed.</summary>
internal static class BackupCalendar
{
    /// <summary>The largest kind that is due; a full one at once where there is none.</summary>
    public static BackupKind? Due(IReadOnlyList<BackupManifest> backups, BackupOptions options, DateTimeOffset now)
    {
        var lastFull = Last(backups, BackupKind.Full);
        if (lastFull is null || IsDue(options.Full, lastFull.Value, now))
        {
            return BackupKind.Full;
        }

        var lastDifferential = Later(lastFull, Last(backups, BackupKind.Differential));
        return IsDue(options.Differential, lastDifferential, now) ? BackupKind.Differential
            : IsDue(options.Incremental, Later(lastDifferential, Last(backups, BackupKind.Incremental)), now) ? BackupKind.Incremental
            : null;
    }

    public static bool IsDue(string cron, DateTimeOffset last, DateTimeOffset now)
        => CronExpression.Parse(cron).WithTimeZone(TimeZoneInfo.Utc).GetNextValidTimeAfter(last) is { } next && next <= now;

    private static DateTimeOffset? Last(IReadOnlyList<BackupManifest> backups, BackupKind kind)
        => backups.Where(backup => backup.Kind == kind).Select(backup => (DateTimeOffset?)backup.StartedAt).Max();

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one!.Value : other.Value;
}
