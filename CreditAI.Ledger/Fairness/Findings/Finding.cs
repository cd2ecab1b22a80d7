using CreditAI.Scoring.Monitoring.Watching;

namespace CreditAI.Ledger.Fairness.Findings;

/// <summary>A violation of the policy as it is followed over time: one stays open per model version, measure, attribute and group.</summary>
/// <param name="Verdict">As it was when last updated.</param>
/// <param name="ClosedAt">Null while the policy is violated.</param>
/// <param name="CriticalAt">When it first was critical; null where it never was.</param>
public sealed record Finding(
    Guid Id, int ModelVersion, Verdict Verdict, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ClosedAt,
    DateTimeOffset? CriticalAt);
