using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>What a count of bins is of.</summary>
internal readonly record struct BinKey(int ModelVersion, Grain Grain, DateTimeOffset Start, int Slot, int Bin);
