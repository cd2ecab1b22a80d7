namespace CreditAI.Ledger.Audit;

/// <summary>An entry of the audit log as it stands in the database.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="At">UTC, in whole microseconds.</param>
/// <param name="Detail">JSON object, the very text that was hashed.</param>
/// <param name="Previous">The hash of the entry before; all zero for the first.</param>
/// <param name="Hash">See <see cref="AuditHash"/>.</param>
public sealed record RecordedAct(
    long Number, DateTimeOffset At, string Actor, string Action, string Target, string Detail, byte[] Previous, byte[] Hash);
