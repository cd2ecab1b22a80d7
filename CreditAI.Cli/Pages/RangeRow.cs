using CreditAI.Scoring.Fairness;

namespace CreditAI.Cli.Pages;

/// <summary>One row of a range plot.</summary>
/// <param name="Faint">Drawn hollow: too few rows to say.</param>
/// <param name="Note">Behind the value, such as n.</param>
internal readonly record struct RangeRow(string Name, Measure Measure, bool Faint, string Note);
