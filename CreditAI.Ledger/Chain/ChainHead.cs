namespace CreditAI.Ledger.Chain;

/// <summary>Where a chain ends.</summary>
/// <param name="Chain">Its number.</param>
/// <param name="Batches">Number of its last batch; 0 before the first.</param>
/// <param name="Position">Of its last decision.</param>
/// <param name="Hash">Of its last batch.</param>
internal sealed record ChainHead(int Chain, long Batches, long Position, byte[] Hash);
