namespace CreditAI.Backups.Verifying;

/// <param name="Objects">Read, over all regions.</param>
/// <param name="Bytes">Read.</param>
public sealed record BackupVerification(int Objects, long Bytes, IReadOnlyList<BackupFault> Faults);
