using CreditAI.Scoring.Decisions;

namespace CreditAI.Ledger.Decisions;

/// <summary>A decision as the ledger keeps it.</summary>
/// <param name="Id">UUIDv7 of the instant of the decision; its month chooses the partition.</param>
/// <param name="ModelVersion">The registry's version number.</param>
/// <param name="Bins">The bin of every feature, two bytes each, big-endian, in the order of the model's features.</param>
/// <param name="Features">JSON object of the raw inputs.</param>
/// <param name="ProbabilityOfDefault">From 0 to 1.</param>
/// <param name="Points">Exact points; the cut-offs compare with these.</param>
/// <param name="Score">The points as people are shown them.</param>
/// <param name="Reasons">JSON array of the reasons.</param>
/// <param name="Latency">From receipt of the application until it was handed to the ledger.</param>
/// <param name="Protected">JSON object of attribute to group, kept in a table of its own; null when the model names no attribute.</param>
public sealed record DecisionRecord(
    Guid Id,
    string ApplicationId,
    int ModelVersion,
    byte[] Bins,
    string Features,
    double ProbabilityOfDefault,
    double Points,
    int Score,
    Decision Decision,
    string Reasons,
    TimeSpan Latency,
    DateTimeOffset DecidedAt,
    string? Protected);
