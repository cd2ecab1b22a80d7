using CreditAI.Scoring.Data;

namespace CreditAI.Ledger.Training;

/// <summary>The rows of a training run.</summary>
/// <param name="Sha256">Of the file's bytes, or of what the rows hold: the same rows, the same hash.</param>
/// <param name="Notes">What a reviewer should know: rows left out, and why.</param>
public sealed record TrainingRows(Dataset Data, string Sha256, IReadOnlyList<string> Notes);
