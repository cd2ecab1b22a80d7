namespace CreditAI.Scoring.Reasons;

/// <param name="Slot">The feature's slot.</param>
/// <param name="Bin">The bin the applicant's value fell into.</param>
/// <param name="Points">Points lost; above 0.</param>
public readonly record struct PointsLost(int Slot, ushort Bin, double Points);
