namespace CreditAI.Scoring.Data;

/// <summary>Row indexes of the two sides of a split, ascending.</summary>
public sealed record SplitRows(int[] Train, int[] Test);
