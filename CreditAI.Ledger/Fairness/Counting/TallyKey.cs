using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>What a tally is of.</summary>
internal readonly record struct TallyKey(int ModelVersion, Grain Grain, DateTimeOffset Start, TallyBasis Basis, string Attribute, string Group);
