namespace CreditAI.Scoring.Policies;

/// <summary>From which severity of a finding on something is done.</summary>
public enum ActionLevel
{
    Never,
    Critical,
    Warning,
}
