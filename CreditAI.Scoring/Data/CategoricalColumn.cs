using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Data;

/// <summary>Levels by row, as indexes into <see cref="Levels"/>; <see cref="MissingCode"/> is missing.</summary>
public sealed class CategoricalColumn(Feature feature, int[] codes, IReadOnlyList<string> levels) : FeatureColumn(feature)
{
    public const int MissingCode = -1;

    public ReadOnlySpan<int> Codes => codes;

    /// <summary>In the order they were met.</summary>
    public IReadOnlyList<string> Levels => levels;

    public override int Count => codes.Length;
}
