namespace CreditAI.Backups.Manifests;

/// <summary>What a base backup holds: everything, what changed since the last full one, or since the last of any kind.</summary>
public enum BackupKind
{
    Full,
    Differential,
    Incremental,
}
