namespace CreditAI.Ledger.Outcomes;

/// <summary>How the credit that a decision was about turned out.</summary>
public enum Outcome
{
    Repaid,
    Defaulted,
}
