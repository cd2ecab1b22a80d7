namespace CreditAI.Ledger.Audit;

/// <summary>An entry of the audit log by number and hash: it vouches for everything up to it.</summary>
/// <param name="Number">0 for the empty log.</param>
/// <param name="Hash">32 bytes; all zero for the empty log.</param>
public sealed record AuditHead(long Number, byte[] Hash);
