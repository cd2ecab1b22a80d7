using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Scorecards.Engine;

/// <summary>Encodes a stretch of a column's rows.</summary>
internal abstract class ColumnEncoder
{
    /// <exception cref="ArgumentException">The column is numbers where the binning is of levels, or the other way round.</exception>
    public static ColumnEncoder Of(Binning binning, FeatureColumn column) => (binning, column) switch
    {
        (NumericBinning numbers, NumericColumn numeric) => new NumericEncoder(numbers.Search, numeric),
        (CategoricalBinning levels, CategoricalColumn categorical) => new CategoricalEncoder(levels, categorical),
        _ => throw new ArgumentException($"feature '{column.Feature.Name}' is not of the kind that the scorecard knows", nameof(column)),
    };

    /// <param name="from">The first row.</param>
    /// <param name="bins">Receives the bins of as many rows as it is long; the binning has at most 256.</param>
    /// <param name="instructions">No more than the processor has.</param>
    public abstract void Encode(int from, Span<byte> bins, InstructionSet instructions);

    /// <summary>The same whatever the number of bins.</summary>
    public abstract void Encode(int from, Span<ushort> bins, InstructionSet instructions);
}
