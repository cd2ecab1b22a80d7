namespace CreditAI.Ledger.Audit;

/// <summary>Something that an append-only log cannot have come to by itself.</summary>
/// <param name="Number">The entry that is wrong, or the first that is missing.</param>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Message">In words, for a person.</param>
public sealed record AuditFault(long Number, AuditFaultKind Kind, string Message);
