namespace CreditAI.Ledger.Fairness.Findings;

/// <summary>Which findings are asked for.</summary>
/// <param name="IsOpen">Only open or only closed ones; null for both.</param>
/// <param name="ModelVersion">Only those about it; null for all.</param>
/// <param name="Before">Only those opened before this one, for the next page.</param>
/// <param name="Most">How many at most.</param>
public sealed record FindingQuery(bool? IsOpen = null, int? ModelVersion = null, Guid? Before = null, int Most = int.MaxValue);
