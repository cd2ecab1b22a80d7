namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>What a reduction holds the decisions to.</summary>
public enum ReductionConstraint
{
    /// <summary>Share approved.</summary>
    DemographicParity,

    /// <summary>True and false positive rate together.</summary>
    EqualizedOdds,

    TruePositiveRateParity,

    FalsePositiveRateParity,

    /// <summary>No group's share of wrong decisions above the bound, whatever the others' is.</summary>
    BoundedLoss,
}
