namespace CreditAI.Scoring.Scorecards;

/// <summary>One row of a feature's table.</summary>
/// <param name="Count">Weighted number of training rows in it.</param>
/// <param name="Favourable">Weighted number of those with the favourable outcome.</param>
/// <param name="WeightOfEvidence">ln(share of favourable / share of unfavourable), smoothed; positive is better than average.</param>
/// <param name="Points">What the bin adds to the score.</param>
public sealed record Bin(double Count, double Favourable, double WeightOfEvidence, double Points);
