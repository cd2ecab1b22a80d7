namespace CreditAI.Scoring.Schema;

/// <summary>A credit score that a consumer reporting agency supplies, as its disclosure names it (15 USC 1681g(f)(1)).</summary>
/// <param name="Name">The score's name and version.</param>
/// <param name="Lowest">Lowest possible score.</param>
/// <param name="Highest">Highest possible score.</param>
public sealed record BureauScore(string Name, double Lowest, double Highest);
