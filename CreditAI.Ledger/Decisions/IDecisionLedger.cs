namespace CreditAI.Ledger.Decisions;

/// <summary>Appends decisions durably.</summary>
public interface IDecisionLedger
{
    /// <summary>Completes when the decision is committed and flushed by PostgreSQL.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// Not acknowledged. After a connection lost during the commit the decision may yet be in the ledger; an Idempotency-Key makes
    /// sending it again safe.
    /// </exception>
    Task<Appended> AppendAsync(DecisionRecord decision);

    /// <summary>Several at once, in order, in one commit.</summary>
    /// <returns>By the same index.</returns>
    /// <exception cref="LedgerUnavailableException">None of them is acknowledged.</exception>
    Task<Appended[]> AppendAsync(IReadOnlyList<DecisionRecord> decisions);
}
