namespace CreditAI.Backups.Verifying;

/// <param name="Of">The backup's id, or WAL.</param>
public sealed record BackupFault(string Region, string Of, string Message);
