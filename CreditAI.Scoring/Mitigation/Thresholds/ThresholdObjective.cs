namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>What is made as large as the constraint leaves room for.</summary>
public enum ThresholdObjective
{
    AccuracyScore,

    BalancedAccuracyScore,

    SelectionRate,

    TruePositiveRate,

    TrueNegativeRate,
}
