using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Comparisons;

/// <summary>What a scorecard gives and costs at an approval rate.</summary>
/// <param name="ApprovalRate">Share of the rows that is approved, the same for every scorecard compared.</param>
/// <param name="BadRate">Unfavourable share of those approved.</param>
/// <param name="AdverseImpactRatios">By protected attribute, the lowest of any group with rows enough.</param>
public sealed record FrontierPoint(double ApprovalRate, Measure BadRate, IReadOnlyList<KeyValuePair<string, Measure>> AdverseImpactRatios);
