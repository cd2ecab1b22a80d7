using CreditAI.Scoring.Promotion;

namespace CreditAI.Ledger.Registry.Evaluations;

/// <summary>A recorded evaluation. Never edited: a version that is evaluated again has another.</summary>
/// <param name="Approvals">Who agreed to it, in order of time.</param>
public sealed record Evaluation(
    Guid Id, int Version, int? Against, int PolicyVersion, string Data, string DataSha256, long Rows, IReadOnlyList<Gate> Gates, bool IsPassed, string By,
    DateTimeOffset At, IReadOnlyList<Approval> Approvals);
