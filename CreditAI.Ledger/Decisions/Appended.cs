namespace CreditAI.Ledger.Decisions;

/// <summary>What became of a decision handed to the ledger.</summary>
/// <param name="Id">Of the decision that is in the ledger: this one, or the one that answered the key first.</param>
/// <param name="Outcome">Whether it was written.</param>
public readonly record struct Appended(Guid Id, AppendOutcome Outcome);
