namespace CreditAI.Scoring.Fairness.Counts;

/// <summary>A protected attribute's groups by row, a byte each.</summary>
/// <param name="Codes">Each below the number of groups.</param>
/// <param name="Groups">How many groups there are, 1 to 256.</param>
public readonly record struct GroupCodes(ReadOnlyMemory<byte> Codes, int Groups);
