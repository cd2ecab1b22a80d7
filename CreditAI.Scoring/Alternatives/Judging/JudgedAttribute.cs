namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>A protected attribute on the rows that alternatives are judged by.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Groups">Its groups with enough rows.</param>
/// <param name="Reference">Index of the group that the others are measured against.</param>
/// <param name="Codes">Group by row; −1 where the row's group has too few rows to be judged.</param>
public sealed record JudgedAttribute(string Name, IReadOnlyList<string> Groups, int Reference, int[] Codes);
