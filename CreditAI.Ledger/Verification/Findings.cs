namespace CreditAI.Ledger.Verification;

/// <summary>What was looked at of a chain, and what was found in it.</summary>
internal sealed class Findings(int chain)
{
    private readonly List<LedgerFault> _faults = [];

    public int Chain => chain;

    public long Batches { get; set; }

    public long Decisions { get; set; }

    public long Expired { get; set; }

    /// <summary>In the order they were found; the first <see cref="VerificationReport.MostFaults"/>.</summary>
    public IReadOnlyList<LedgerFault> Faults => _faults;

    public void Report(LedgerFaultKind kind, long? batch, long? position, Guid? id, string message)
    {
        if (_faults.Count < VerificationReport.MostFaults)
        {
            _faults.Add(new LedgerFault(kind, chain, batch, position, id, message));
        }
    }
}
