using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>What counts of bins are of.</summary>
internal readonly record struct BinKey(int ModelVersion, Grain Grain, DateTimeOffset Start, int Slot);
