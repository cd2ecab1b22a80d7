using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision read from the ledger; protected attributes are never part of it.</summary>
/// <param name="Application">Who asked and what was said; null after erasure.</param>
/// <param name="ModelName">Of the registry's version, as is <paramref name="ModelSha256"/>.</param>
/// <param name="PolicyVersion">The policy whose cut-offs decided; 0 for those of the model version.</param>
/// <param name="Bins">By the model's slots.</param>
/// <param name="Reasons">Most points first.</param>
/// <param name="Shadows">What challengers would have decided.</param>
public sealed record RecordedDecision(
    Guid Id,
    ApplicationContent? Application,
    int ModelVersion,
    string ModelName,
    string ModelSha256,
    int PolicyVersion,
    ushort[] Bins,
    double ProbabilityOfDefault,
    double Points,
    int Score,
    Decision Decision,
    PointsLost[] Reasons,
    ShadowDecision[] Shadows,
    DateTimeOffset DecidedAt);
