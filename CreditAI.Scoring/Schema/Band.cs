namespace CreditAI.Scoring.Schema;

/// <summary>A group of a numeric protected attribute, such as an age band.</summary>
/// <param name="Name">The group.</param>
/// <param name="From">The smallest value in it; the band ends where the next begins. Null in the first band only.</param>
public sealed record Band(string Name, double? From);
