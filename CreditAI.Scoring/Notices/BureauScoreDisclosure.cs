namespace CreditAI.Scoring.Notices;

/// <summary>The credit score that took part, as 15 USC 1681m(a)(2) and 1681g(f)(1) have it disclosed.</summary>
/// <param name="Date">When the score was made.</param>
/// <param name="KeyFactors">At most four, and the number of inquiries as a fifth where it is one.</param>
public sealed record BureauScoreDisclosure(string Name, double Score, double Lowest, double Highest, DateOnly Date, IReadOnlyList<string> KeyFactors);
