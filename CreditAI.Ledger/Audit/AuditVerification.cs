namespace CreditAI.Ledger.Audit;

/// <summary>What a walk along the audit log found.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Head">The last of them.</param>
/// <param name="Faults">In the order of their numbers, the first hundred; empty when the chain holds.</param>
public sealed record AuditVerification(long Entries, AuditHead Head, IReadOnlyList<AuditFault> Faults)
{
    public bool Holds => Faults.Count == 0;
}
