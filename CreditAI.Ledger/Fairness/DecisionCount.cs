using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Fairness;

/// <summary>How many decisions of one kind a model version made on one group.</summary>
public sealed record DecisionCount(int ModelVersion, string Attribute, string Group, Decision Decision, long N);
