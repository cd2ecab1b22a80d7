namespace CreditAI.Ledger.Fairness;

/// <summary>A violation as it is followed over time: one stays open per model version, attribute, group and measure.</summary>
/// <param name="ClosedAt">Null while the policy is violated.</param>
public sealed record Finding(
    Guid Id, Violation Violation, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, DateTimeOffset? ClosedAt);
