using System.ComponentModel.DataAnnotations;

namespace CreditAI.FairnessWorker.Watching;

/// <summary>The worker's pace, from the section Fairness. What is fair enough is the policy's to say.</summary>
public sealed class FairnessOptions
{
    /// <summary>Most decisions counted in one transaction, per chain of the ledger. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int Page { get; set; } = 20_000;

    /// <summary>How often the ledger is looked at when no notification comes. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a replica that counts is waited for when it is heard of no more. Default 10 s: another takes over within this and <see cref="LookEvery"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often what was counted is judged. Default 1 min; the evidence that a finding takes allows for as many looks, and not for more
    /// (<see cref="Scoring.Monitoring.Sequential.AlarmBound"/>).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan JudgeEvery { get; set; } = Scoring.Monitoring.Sequential.AlarmBound.LookEvery;

    /// <summary>How far back is watched. Default 7 days: what goes on for longer was found then, and its finding is open.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan Horizon { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many of a version's first decisions, and of their outcomes, are the baseline that drift is measured from. Default 5,000.</summary>
    [Range(100, 10_000_000)]
    public int Baseline { get; set; } = 5000;
}
