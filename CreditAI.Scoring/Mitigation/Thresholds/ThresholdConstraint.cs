namespace CreditAI.Scoring.Mitigation.Thresholds;

/// <summary>What must be equal in every group.</summary>
public enum ThresholdConstraint
{
    /// <summary>Share approved.</summary>
    DemographicParity,

    /// <summary>True and false positive rate together.</summary>
    EqualizedOdds,

    TruePositiveRateParity,

    FalsePositiveRateParity,

    TrueNegativeRateParity,

    FalseNegativeRateParity,
}
