using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>What of a decision is counted.</summary>
/// <param name="Code">Of its protected attributes; 0 where it has none.</param>
/// <param name="Predicted">Probability of default, in the tallies' units.</param>
internal readonly record struct CountedDecision(int ModelVersion, DateTimeOffset DecidedAt, Decision Decision, int Code, long Predicted);
