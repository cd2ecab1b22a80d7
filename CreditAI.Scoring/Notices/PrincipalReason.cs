namespace CreditAI.Scoring.Notices;

/// <summary>A principal reason as a notice states it (12 CFR 1002.9(b)(2)).</summary>
/// <param name="Text">Specific: what about the application it was.</param>
/// <param name="Feature">The feature that was scored; null for a reason that a reviewer stated.</param>
public sealed record PrincipalReason(string Text, string? Feature);
