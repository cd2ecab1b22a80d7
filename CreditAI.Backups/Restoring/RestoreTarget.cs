using NpgsqlTypes;

namespace CreditAI.Backups.Restoring;

/// <summary>Up to where the restored server is to recover.</summary>
/// <param name="Time">Up to the last transaction committed before it.</param>
/// <param name="Lsn">Up to this position.</param>
/// <param name="BackupId">From this backup; without another target no further than where it is consistent.</param>
/// <param name="IsLatest">As far as the archive goes.</param>
public sealed record RestoreTarget(DateTimeOffset? Time = null, NpgsqlLogSequenceNumber? Lsn = null, string? BackupId = null, bool IsLatest = false)
{
    internal bool IsImmediate => Time is null && Lsn is null && !IsLatest;
}
