namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>What reject option classification keeps near 0: the others' less the privileged group's.</summary>
public enum RejectOptionMetric
{
    /// <summary>Share approved.</summary>
    StatisticalParityDifference,

    /// <summary>Mean of true and false positive rate.</summary>
    AverageOddsDifference,

    /// <summary>True positive rate.</summary>
    EqualOpportunityDifference,
}
