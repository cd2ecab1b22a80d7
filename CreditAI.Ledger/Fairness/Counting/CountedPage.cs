namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>What a look at the ledger counted.</summary>
/// <param name="IsHeld">False where another replica counts, and this one counted nothing.</param>
/// <param name="Decisions">Counted now.</param>
/// <param name="Outcomes">Counted now.</param>
/// <param name="HasMore">Whether the ledger had more than a page.</param>
public readonly record struct CountedPage(bool IsHeld, long Decisions, long Outcomes, bool HasMore);
