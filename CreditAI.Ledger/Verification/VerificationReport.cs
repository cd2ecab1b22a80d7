namespace CreditAI.Ledger.Verification;

/// <summary>What was verified, and what was found.</summary>
/// <param name="Chains">Chains looked at.</param>
/// <param name="Batches">Batches hashed.</param>
/// <param name="Decisions">Decisions hashed.</param>
/// <param name="Expired">Decisions that retention has removed; their batches still join up.</param>
/// <param name="Checkpoints">Checkpoints whose signature was checked.</param>
/// <param name="Faults">Empty when the ledger is as it was written. At most <see cref="MostFaults"/> per chain are listed.</param>
public sealed record VerificationReport(int Chains, long Batches, long Decisions, long Expired, long Checkpoints, IReadOnlyList<LedgerFault> Faults)
{
    public const int MostFaults = 1000;
}
