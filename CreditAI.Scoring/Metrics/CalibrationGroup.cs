namespace CreditAI.Scoring.Metrics;

/// <summary>Rows of similar probability.</summary>
/// <param name="N">Rows.</param>
/// <param name="From">Lowest probability of the favourable outcome among them.</param>
/// <param name="To">Highest.</param>
/// <param name="Expected">Favourable outcomes expected: the sum of the probabilities.</param>
/// <param name="Favourable">Favourable outcomes observed.</param>
public readonly record struct CalibrationGroup(long N, double From, double To, double Expected, long Favourable);
