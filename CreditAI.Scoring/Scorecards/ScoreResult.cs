namespace CreditAI.Scoring.Scorecards;

/// <param name="Points">Exact points, unclipped; cut-offs compare with these.</param>
/// <param name="ProbabilityOfDefault">Probability of the unfavourable outcome (PD), 0 to 1.</param>
/// <param name="DisplayPoints">Whole points, clipped to the scale's display range.</param>
public readonly record struct ScoreResult(double Points, double ProbabilityOfDefault, int DisplayPoints);
