using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>Where the rows of a training run come from.</summary>
public abstract record TrainingSource
{
    private TrainingSource()
    {
    }

    /// <summary>A CSV file of the object store.</summary>
    /// <param name="Key">Begins with <c>data/</c>.</param>
    /// <param name="Schema">What its columns mean.</param>
    public sealed record StoredFile(string Key, DatasetSchema Schema) : TrainingSource;

    /// <summary>The lender's own decisions whose outcomes are known.</summary>
    /// <param name="From">Decided from then on; null: from the first.</param>
    /// <param name="To">And before then; null: up to the last.</param>
    /// <param name="SchemaOf">Features and protected attributes are those of this model version; null: of the champion.</param>
    public sealed record OwnDecisions(DateTimeOffset? From, DateTimeOffset? To, int? SchemaOf) : TrainingSource;
}
