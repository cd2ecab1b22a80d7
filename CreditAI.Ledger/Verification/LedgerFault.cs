namespace CreditAI.Ledger.Verification;

/// <summary>Something in the ledger that is not as it was written, and where.</summary>
/// <param name="Kind">What was done to it.</param>
/// <param name="Chain">Null for what belongs to no writer's chain: checkpoints and the audit log.</param>
/// <param name="Batch">Number within the chain; null where none can be named.</param>
/// <param name="Position">Of the decision; null for a whole batch.</param>
/// <param name="Id">Of the decision, where a row is there.</param>
/// <param name="Message">For people.</param>
public sealed record LedgerFault(LedgerFaultKind Kind, int? Chain, long? Batch, long? Position, Guid? Id, string Message);
