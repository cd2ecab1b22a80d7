namespace CreditAI.Scoring.Monitoring.Tallies;

/// <summary>What is known of how a decision's credit turned out.</summary>
public enum OutcomeState
{
    Unknown,
    Repaid,
    Defaulted,
}
