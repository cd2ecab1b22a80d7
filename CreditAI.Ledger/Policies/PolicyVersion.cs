using CreditAI.Scoring.Policies;

namespace CreditAI.Ledger.Policies;

/// <summary>A policy as it was put.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Reason">Why it was put.</param>
/// <param name="PutBy">Who put it.</param>
/// <param name="PutAt">UTC.</param>
public sealed record PolicyVersion(int Version, Policy Policy, string Reason, string PutBy, DateTimeOffset PutAt);
