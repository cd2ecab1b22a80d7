using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision read from the ledger; protected attributes are never part of it.</summary>
/// <param name="ModelName">Of the registry's version, as is <paramref name="ModelSha256"/>.</param>
/// <param name="Features">JSON object of the raw inputs.</param>
/// <param name="Reasons">JSON array.</param>
public sealed record RecordedDecision(
    Guid Id,
    string ApplicationId,
    int ModelVersion,
    string ModelName,
    string ModelSha256,
    string Features,
    double ProbabilityOfDefault,
    double Points,
    int Score,
    Decision Decision,
    string Reasons,
    DateTimeOffset DecidedAt);
