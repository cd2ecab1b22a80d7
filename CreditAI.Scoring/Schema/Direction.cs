namespace CreditAI.Scoring.Schema;

/// <summary>How goodness goes with a feature's value. A trainer keeps it in every table it makes.</summary>
public enum Direction
{
    /// <summary>The data decide.</summary>
    Free,

    /// <summary>A higher value never earns fewer points.</summary>
    Increasing,

    /// <summary>A higher value never earns more points.</summary>
    Decreasing,
}
