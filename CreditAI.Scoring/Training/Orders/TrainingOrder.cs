using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>What a training run is asked for.</summary>
/// <param name="Name">The model's; null: the data set's.</param>
/// <param name="Source">The rows.</param>
/// <param name="Trainer">logistic or boosted.</param>
/// <param name="Mitigation">Null: none.</param>
/// <param name="Search">Null: none. Not with a mitigation: a search has its own.</param>
/// <param name="Split">The training rows, as in <see cref="Data.RowSplit"/>.</param>
/// <param name="Seed">Of whatever is drawn.</param>
/// <param name="ApprovalRate">Share of the training rows that the version's cut-off approves.</param>
/// <param name="ReferralRate">Share that it refers.</param>
public sealed record TrainingOrder(
    string? Name, TrainingSource Source, string Trainer, MitigationOrder? Mitigation, SearchOrder? Search, string Split, int Seed, double ApprovalRate,
    double ReferralRate)
{
    /// <param name="utf8Json">The document.</param>
    /// <param name="document">What to call it in errors.</param>
    /// <exception cref="InvalidDocumentException">Every fault found, each with its JSON path.</exception>
    public static TrainingOrder Parse(ReadOnlyMemory<byte> utf8Json, string document = "training run") => TrainingOrderDocument.Parse(utf8Json, document);

    /// <summary>Parsing it gives the same order.</summary>
    public byte[] ToUtf8Json() => TrainingOrderDocument.Write(this);
}
