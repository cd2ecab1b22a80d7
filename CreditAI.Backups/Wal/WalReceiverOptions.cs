namespace CreditAI.Backups.Wal;

/// <param name="Slot">The slot's name; null for one of our own making.</param>
/// <param name="Interval">How long received WAL may be in no region.</param>
internal sealed record WalReceiverOptions(string? Slot, TimeSpan Interval);
