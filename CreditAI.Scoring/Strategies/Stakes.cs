namespace CreditAI.Scoring.Strategies;

/// <summary>What a decision is worth. The unit is the caller's.</summary>
/// <param name="RevenuePerGood">Earned on an approved application that is repaid.</param>
/// <param name="LossPerBad">Lost on an approved application that defaults; above 0 for a loss.</param>
public sealed record Stakes(double RevenuePerGood, double LossPerBad);
