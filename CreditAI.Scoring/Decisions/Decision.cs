namespace CreditAI.Scoring.Decisions;

public enum Decision
{
    Approve,

    /// <summary>A person decides.</summary>
    Refer,
    Decline,
}
