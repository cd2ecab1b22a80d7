namespace CreditAI.Ledger.Decisions;

/// <summary>Appends decisions durably.</summary>
public interface IDecisionLedger
{
    /// <summary>Completes when the decision is committed and flushed by PostgreSQL.</summary>
    /// <exception cref="LedgerUnavailableException">
    /// Not acknowledged. After a connection lost during the commit the decision may yet be in the ledger.
    /// </exception>
    Task AppendAsync(DecisionRecord decision);
}
