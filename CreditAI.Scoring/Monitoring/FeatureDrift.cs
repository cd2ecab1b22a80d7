using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Monitoring;

/// <summary>How one feature differs from the reference.</summary>
public sealed record FeatureDrift
{
    public required string Feature { get; init; }

    /// <summary>Over the scorecard's own bins, missing and unseen values among them: what can move the score.</summary>
    public required StabilityIndex Csi { get; init; }

    /// <summary>Of a numeric feature's values; null for a categorical one, or when a side has none.</summary>
    public NumericDrift? Numbers { get; init; }

    /// <summary>Over a categorical feature's levels, missing being one; null for a numeric one.</summary>
    public StabilityIndex? Levels { get; init; }

    public required Measure MissingRateOfReference { get; init; }

    public required Measure MissingRate { get; init; }

    internal static FeatureDrift Of(FeatureTerm term, FeatureColumn reference, FeatureColumn actual) => new()
    {
        Feature = term.Feature.Name,
        Csi = StabilityIndex.Of(CountBins(term.Binning, reference), CountBins(term.Binning, actual)),
        Numbers = (reference, actual) is (NumericColumn first, NumericColumn second) ? NumericDrift.Of(first.Values, second.Values) : null,
        Levels = (reference, actual) is (CategoricalColumn one, CategoricalColumn other) ? LevelsOf(one, other) : null,
        MissingRateOfReference = MissingRateOf(reference),
        MissingRate = MissingRateOf(actual),
    };

    private static long[] CountBins(Binning binning, FeatureColumn column)
    {
        var counts = new long[binning.Count];
        foreach (var bin in ScorecardBatch.Encode(binning, column))
        {
            counts[bin]++;
        }

        return counts;
    }

    private static StabilityIndex LevelsOf(CategoricalColumn reference, CategoricalColumn actual)
    {
        var levels = reference.Levels.Union(actual.Levels, StringComparer.Ordinal).Select((level, index) => (level, index))
            .ToDictionary(pair => pair.level, pair => pair.index, StringComparer.Ordinal);
        return StabilityIndex.Of(Count(reference), Count(actual));

        long[] Count(CategoricalColumn column)
        {
            var counts = new long[levels.Count + 1];
            int[] places = [.. column.Levels.Select(level => levels[level])];
            foreach (var code in column.Codes)
            {
                counts[code == CategoricalColumn.MissingCode ? levels.Count : places[code]]++;
            }

            return counts;
        }
    }

    private static Measure MissingRateOf(FeatureColumn column)
    {
        var missing = column switch
        {
            NumericColumn numbers => CountNaN(numbers.Values),
            CategoricalColumn levels => levels.Codes.Count(CategoricalColumn.MissingCode),
            _ => 0,
        };
        return Measure.Share(missing, column.Count, column.Count, "there are no rows");
    }

    private static int CountNaN(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += double.IsNaN(value) ? 1 : 0;
        }

        return count;
    }
}
