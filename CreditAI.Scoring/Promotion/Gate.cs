using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Promotion;

/// <summary>One thing that a model version must show.</summary>
/// <param name="Name">One of <see cref="GateName"/>.</param>
/// <param name="IsPassed">False too where it cannot be measured.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Threshold">What it was held against; null where it is no number.</param>
/// <param name="Detail">In a sentence.</param>
public sealed record Gate(string Name, bool IsPassed, Measure Value, double? Threshold, string Detail);
