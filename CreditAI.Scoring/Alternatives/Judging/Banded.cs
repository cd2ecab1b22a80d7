using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>A measured number with its 95 % band.</summary>
/// <param name="Value">Null when undefined.</param>
/// <param name="Band">Null when undefined, or where resampling left the measure undefined too often.</param>
public readonly record struct Banded(double? Value, Interval? Band);
