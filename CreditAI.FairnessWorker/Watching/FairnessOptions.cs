using System.ComponentModel.DataAnnotations;
using CreditAI.Scoring.Fairness;

namespace CreditAI.FairnessWorker.Watching;

/// <summary>The fairness policy's thresholds and the worker's pace, from the section Fairness.</summary>
public sealed class FairnessOptions
{
    /// <summary>
    /// Decisions that a group needs before it is compared with another. Fewer say little: at 30, the 95 % interval of a
    /// selection rate of one half is still ± 0.17. Default 30.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MinimumGroup { get; set; } = 30;

    /// <summary>An adverse impact ratio below this is a finding. Default 0.8, the four-fifths rule (29 CFR 1607.4(D)).</summary>
    [Range(0.0, 1.0)]
    public double AdverseImpactRatio { get; set; } = FairnessMeasures.FourFifths;

    /// <summary>Most decisions counted in one transaction, per chain of the ledger. Default 5,000.</summary>
    [Range(1, 100_000)]
    public int Page { get; set; } = 5000;

    /// <summary>How often the ledger is looked at when no notification comes. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(5);
}
