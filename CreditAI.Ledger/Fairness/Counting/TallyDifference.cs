namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>A count that a recount does not agree with.</summary>
/// <param name="What">What is counted, in words.</param>
/// <param name="Counted">What stands; of probabilities in 1e-9.</param>
/// <param name="Recounted">What the ledger itself has.</param>
public sealed record TallyDifference(int ModelVersion, string What, long Counted, long Recounted);
