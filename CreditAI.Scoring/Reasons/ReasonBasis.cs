namespace CreditAI.Scoring.Reasons;

/// <summary>What points lost are counted against. Reg B's official interpretation names both (12 CFR 1002.9(b)(2)-5).</summary>
public enum ReasonBasis
{
    /// <summary>The most points the feature can earn.</summary>
    Best,

    /// <summary>The mean points of the training population.</summary>
    Mean,
}
