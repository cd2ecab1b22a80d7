namespace CreditAI.Scoring.Fairness.FairLending;

/// <summary>What a comparison of two groups' approvals says.</summary>
public enum ImpactVerdict
{
    /// <summary>One of the groups is smaller than the stated number of rows: no verdict either way.</summary>
    TooFewToSay,

    /// <summary>The adverse impact ratio is undefined: nobody of the control group is approved.</summary>
    Undefined,

    /// <summary>The ratio is at least four fifths.</summary>
    FourFifthsKept,

    /// <summary>The ratio is below four fifths, and Fisher's test does not tell it from chance at 5 %.</summary>
    BelowFourFifthsByChance,

    /// <summary>The ratio is below four fifths, and Fisher's test tells it from chance at 5 %.</summary>
    AdverseImpact,
}
