using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>A feature's values by row.</summary>
public abstract class FeatureColumn(Feature feature)
{
    public Feature Feature => feature;

    public abstract int Count { get; }
}
