using CreditAI.Scoring.Monitoring.Tallies;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>One thing that is watched, with the evidence there is.</summary>
/// <param name="Thresholds">Of the policy.</param>
/// <param name="Tries">
/// How many detectors its evidence is the most of, which the bound on false alarms must allow for: where the reference group is chosen by its rate,
/// every pair of groups might have been watched. 0 where another stream has the same detector.
/// </param>
/// <param name="LogEvidence">Minus infinity before there is any.</param>
/// <param name="Since">When the difference began, if there is one.</param>
/// <param name="Read">Measures it from a time on.</param>
internal sealed record Stream(
    string Measure, string Attribute, string Group, string Reference, Thresholds Thresholds, double Tries, double LogEvidence, DateTimeOffset? Since,
    Func<DateTimeOffset, Reading> Read)
{
    /// <summary>
    /// Whether it is about decisions by a single attribute, or of everybody: what a lender must know first has half of the false alarms allowed, and
    /// shares them with few.
    /// </summary>
    public bool IsFirst => Measure is WatchedMeasure.DemographicParity or WatchedMeasure.AdverseImpactRatio or WatchedMeasure.ApprovalRateDrift
        && !Attribute.Contains(TallyRow.And, StringComparison.Ordinal);
}
