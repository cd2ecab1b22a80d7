using Microsoft.Extensions.Logging;

namespace CreditAI.Backups.Telemetry;

internal static partial class BackupLog
{
    [LoggerMessage(6001, LogLevel.Warning, "Region {Region} failed: {Reason}")]
    public static partial void RegionFailed(ILogger log, string region, string reason);

    [LoggerMessage(6002, LogLevel.Error, "In region {Region}: {Damage}")]
    public static partial void PieceDamaged(ILogger log, string region, string damage);

    [LoggerMessage(6003, LogLevel.Information, "Backup {Id} began")]
    public static partial void BackupBegan(ILogger log, string id);

    [LoggerMessage(6004, LogLevel.Information, "Backup {Id} is complete: {Files} files, {RawBytes} bytes read, {StoredBytes} stored, in {Seconds:F1} s")]
    public static partial void BackupComplete(ILogger log, string id, int files, long rawBytes, long storedBytes, double seconds);

    [LoggerMessage(6005, LogLevel.Warning, "A full backup is taken in place of the {Kind} one: {Reason}")]
    public static partial void FullInstead(ILogger log, string kind, string reason);

    [LoggerMessage(6006, LogLevel.Critical, "The page {Block} of {Path} has a wrong checksum: the server's disk is damaged there. See docs/runbooks/corrupted-page.md")]
    public static partial void PageDamaged(ILogger log, string path, uint block);

    [LoggerMessage(6007, LogLevel.Information, "WAL is received from {Lsn} on timeline {Timeline} through the slot {Slot}")]
    public static partial void WalBegan(ILogger log, string lsn, uint timeline, string slot);

    [LoggerMessage(6008, LogLevel.Warning, "WAL is not received: {Reason}. It is tried again")]
    public static partial void WalInterrupted(ILogger log, string reason);

    [LoggerMessage(6009, LogLevel.Critical, "The WAL archive has a gap: {Reason}")]
    public static partial void WalGap(ILogger log, string reason);

    [LoggerMessage(6010, LogLevel.Information, "Timeline {Timeline} begins at {Lsn}")]
    public static partial void TimelineBegan(ILogger log, uint timeline, string lsn);

    [LoggerMessage(6011, LogLevel.Information, "Region {Region} was caught up: {Objects} objects, {Bytes} bytes")]
    public static partial void RegionCaughtUp(ILogger log, string region, int objects, long bytes);

    [LoggerMessage(6012, LogLevel.Information, "Expired: {Backups} backups, {Objects} objects")]
    public static partial void Expired(ILogger log, int backups, int objects);

    [LoggerMessage(6013, LogLevel.Information, "Drill {Id} {Outcome}. {Failures}")]
    public static partial void Drilled(ILogger log, string id, string outcome, string failures);

    [LoggerMessage(6014, LogLevel.Critical, "{What} failed: {Reason}")]
    public static partial void Failed(ILogger log, string what, string reason);

    [LoggerMessage(6015, LogLevel.Warning, "The server has no limit on what WAL it keeps for the slot {Slot} (max_slot_wal_keep_size): while the archive takes none its disk fills. creditai backup role sets one")]
    public static partial void SlotUnlimited(ILogger log, string slot);

    [LoggerMessage(6016, LogLevel.Warning, "Of the namespace these are not copied, since the service account may not list them: {Kinds}")]
    public static partial void KindsRefused(ILogger log, string kinds);
}
