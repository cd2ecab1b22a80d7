using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Windows;

/// <summary>What a window measures of one group.</summary>
/// <param name="N">Decisions.</param>
/// <param name="Approved">Of them.</param>
/// <param name="Known">Decisions whose outcome is known by now.</param>
/// <param name="Measures">Rates, each with its interval or the reason why it is undefined.</param>
public sealed record GroupWindow(string Group, long N, long Approved, long Known, IReadOnlyList<NamedMeasure> Measures);
