namespace CreditAI.Ledger.Fairness.Findings;

/// <summary>Findings that an evaluation opened, and those it closed.</summary>
public sealed record FindingChanges(IReadOnlyList<Finding> Opened, IReadOnlyList<Finding> Closed);
