namespace CreditAI.Scoring.Counterfactuals;

/// <param name="Bin">Where to.</param>
/// <param name="Distance">How far.</param>
/// <param name="Gain">Points that it gains while all else stays.</param>
internal readonly record struct Move(ushort Bin, double Distance, double Gain);
