using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>Numbers by row; NaN is missing.</summary>
public sealed class NumericColumn(Feature feature, double[] values) : FeatureColumn(feature)
{
    public ReadOnlySpan<double> Values => values;

    public override int Count => values.Length;
}
