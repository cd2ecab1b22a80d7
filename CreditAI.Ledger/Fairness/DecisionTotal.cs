using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Fairness;

/// <summary>How often a group of a protected attribute was decided in one way, over all time.</summary>
public sealed record DecisionTotal(int ModelVersion, string Attribute, string Group, Decision Decision, long N);
