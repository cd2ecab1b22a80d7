namespace CreditAI.Ledger.Decisions;

/// <summary>Appends decisions durably.</summary>
public interface IDecisionLedger
{
    /// <summary>Encrypts what is personal in a decision, and makes the rest the bytes that the ledger keeps.</summary>
    /// <exception cref="LedgerUnavailableException">The keys have not been read yet: PostgreSQL has not been reached since the start.</exception>
    SealedDecision Seal(DecisionRecord decision);

    /// <summary>Completes when the decision is committed and flushed by PostgreSQL.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// Not acknowledged. After a connection lost during the commit the decision may yet be in the ledger; an Idempotency-Key makes
    /// sending it again safe.
    /// </exception>
    Task<Appended> AppendAsync(SealedDecision decision);

    /// <summary>Several at once, in order, in one commit.</summary>
    /// <returns>By the same index.</returns>
    /// <exception cref="LedgerUnavailableException">None of them is acknowledged.</exception>
    Task<Appended[]> AppendAsync(IReadOnlyList<SealedDecision> decisions);
}
