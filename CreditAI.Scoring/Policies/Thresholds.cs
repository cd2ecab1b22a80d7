namespace CreditAI.Scoring.Policies;

/// <summary>Where a measure of fairness becomes a finding.</summary>
/// <param name="Warning">Worth a look.</param>
/// <param name="Critical">At least as far from fair as <paramref name="Warning"/>.</param>
public sealed record Thresholds(double Warning, double Critical);
