namespace CreditAI.Tests.Scoring.Interchange.Pmml;

/// <param name="Points">The overall score.</param>
/// <param name="Default">The output of the probability of default.</param>
/// <param name="Lost">Points below the baseline by reason code, in the document's order.</param>
/// <param name="Reasons">The reason codes asked for, in the order of their outputs; null where there are fewer.</param>
internal sealed record PmmlScore(double Points, double Default, IReadOnlyDictionary<string, double> Lost, IReadOnlyList<string?> Reasons);
