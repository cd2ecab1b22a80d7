using CreditAI.Scoring.Training.Orders;

namespace CreditAI.Ledger.Training;

/// <summary>A training run: what was ordered, and what has become of it.</summary>
/// <param name="Schedule">Null where somebody ordered it.</param>
/// <param name="State">One of <see cref="RunState"/>.</param>
/// <param name="Step">What it is at.</param>
/// <param name="Progress">Of the step, 0 to 1.</param>
/// <param name="Attempts">How often a worker has taken it.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="ModelVersion">What came of it.</param>
/// <param name="Evidence">JSON object: data, lineage, measures; null before it has succeeded.</param>
public sealed record TrainingRun(
    Guid Id, TrainingOrder Order, string Reason, string OrderedBy, DateTimeOffset OrderedAt, string? Schedule, string State, string Step, double Progress,
    int Attempts, bool IsCancelled, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Error, int? ModelVersion, string? Evidence);
