namespace CreditAI.Scoring.Reasons;

/// <summary>An adverse action reason, ready to be told.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Text">The schema's adverse action text.</param>
/// <param name="PointsLost">Exact points lost on this feature.</param>
/// <param name="Value">The applicant's bin in words.</param>
public sealed record Reason(string Feature, string Text, double PointsLost, string Value);
