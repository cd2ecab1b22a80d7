namespace CreditAI.Scoring.Fairness.Counts;

/// <summary>What is known of a decision's outcome; the values are the column's bytes.</summary>
public enum KnownOutcome : byte
{
    Unfavourable = 0,
    Favourable = 1,

    /// <summary>It has not come yet, or never will: the application was declined.</summary>
    Unknown = 2,
}
