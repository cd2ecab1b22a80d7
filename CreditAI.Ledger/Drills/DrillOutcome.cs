namespace CreditAI.Ledger.Drills;

/// <summary>What a drilled restore came to.</summary>
/// <param name="Region">That it was restored from.</param>
/// <param name="Checks">That were made.</param>
/// <param name="Failures">Empty when it passed.</param>
public sealed record DrillOutcome(string Id, string Region, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Checks, IReadOnlyList<string> Failures);
