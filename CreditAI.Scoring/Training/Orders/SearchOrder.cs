namespace CreditAI.Scoring.Training.Orders;

/// <summary>A search for less discriminatory alternatives; the chosen one is what the run gives.</summary>
/// <param name="Protected">Fairness is that of the worst of these attributes.</param>
/// <param name="Models">Scorecards to train, the baseline among them.</param>
/// <param name="MaximumLoss">AUC that may be lost against the baseline.</param>
public sealed record SearchOrder(IReadOnlyList<string> Protected, int Models, double MaximumLoss);
