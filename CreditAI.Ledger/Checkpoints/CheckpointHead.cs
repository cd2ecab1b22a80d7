namespace CreditAI.Ledger.Checkpoints;

/// <param name="Hash">Of the chain's last batch, lower-case hex.</param>
internal sealed record CheckpointHead(int Chain, long Batches, long Position, string Hash);
