namespace CreditAI.Backups.Restoring;

/// <summary>Left in a restored directory for what the server runs there, and for people.</summary>
/// <param name="BackupId">What was restored.</param>
/// <param name="Cluster">The system identifier under which the archive has its WAL.</param>
/// <param name="WalSegmentSize">In bytes.</param>
/// <param name="BackupEndedAt">When the backup was finished.</param>
public sealed record RestoredMark(string BackupId, string Cluster, int WalSegmentSize, DateTimeOffset BackupEndedAt)
{
    public const string FileName = "creditai-restore.json";
}
