namespace CreditAI.Backups;

/// <summary>A backup, a restore or what belongs to them cannot be done; the message says why and what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
