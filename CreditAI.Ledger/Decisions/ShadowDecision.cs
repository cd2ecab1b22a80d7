using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>What a model version that did not decide would have decided.</summary>
public sealed record ShadowDecision(int ModelVersion, Decision Decision, double Points);
