using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>One thing that is watched, with the evidence there is.</summary>
/// <param name="Thresholds">Of the policy.</param>
/// <param name="LogEvidence">Minus infinity before there is any.</param>
/// <param name="Since">When the difference began, if there is one.</param>
/// <param name="Read">Measures it from a time on.</param>
internal sealed record Stream(
    string Measure, string Attribute, string Group, string Reference, Thresholds Thresholds, double LogEvidence, DateTimeOffset? Since,
    Func<DateTimeOffset, Reading> Read);
