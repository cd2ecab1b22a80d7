namespace CreditAI.Scoring.Monitoring;

/// <summary>What a stability index says, by the usual marks of 0.1 and 0.25 (Lewis 1994; Siddiqi 2006, ch. 9).</summary>
public enum StabilityVerdict
{
    /// <summary>Below 0.1.</summary>
    Stable,

    /// <summary>0.1 to 0.25: look for the cause.</summary>
    Watch,

    /// <summary>Above 0.25: the population is another one.</summary>
    Act,

    /// <summary>0.1 or more, but no more than samples as small as these differ by chance.</summary>
    TooFew,
}
