namespace CreditAI.Scoring.Schema;

/// <summary>The outcome's column and how it is coded.</summary>
/// <param name="Name">The column.</param>
/// <param name="Favourable">The value that means repaid (or approved).</param>
/// <param name="Unfavourable">The value that means defaulted. Null: the one other value that the data hold.</param>
public sealed record Label(string Name, string Favourable, string? Unfavourable);
