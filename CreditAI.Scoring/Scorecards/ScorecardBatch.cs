using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Scorecards;

/// <summary>Scores whole data sets. Each row's points are those that scoring it alone gives, to the last bit.</summary>
public static class ScorecardBatch
{
    /// <exception cref="ArgumentException">The data's features are not the scorecard's.</exception>
    public static EncodedRows Encode(this Scorecard scorecard, Dataset data)
    {
        if (!data.Features.Select(column => column.Feature.Name).SequenceEqual(scorecard.Terms.Select(term => term.Feature.Name)))
        {
            throw new ArgumentException("the data were loaded by another schema than the scorecard's", nameof(data));
        }

        return new EncodedRows([.. scorecard.Terms.Select((term, slot) => Encode(term.Binning, data.Features[slot]))]);
    }

    /// <returns>Exact points by row.</returns>
    public static double[] Points(this Scorecard scorecard, EncodedRows rows)
    {
        var points = new double[rows.Count];
        Array.Fill(points, scorecard.BasePoints);
        for (var slot = 0; slot < scorecard.Terms.Count; slot++)
        {
            var term = scorecard.Terms[slot];
            var bins = rows.Slot(slot);
            for (var row = 0; row < points.Length; row++)
            {
                points[row] += term.PointsOf(bins[row]);
            }
        }

        foreach (var pair in scorecard.Pairs)
        {
            var first = rows.Slot(pair.First);
            var second = rows.Slot(pair.Second);
            for (var row = 0; row < points.Length; row++)
            {
                points[row] += pair.PointsOf(first[row], second[row]);
            }
        }

        return points;
    }

    internal static ushort[] Encode(Binning binning, FeatureColumn column)
    {
        var bins = new ushort[column.Count];
        if (binning is NumericBinning numbers && column is NumericColumn numeric)
        {
            for (var row = 0; row < bins.Length; row++)
            {
                bins[row] = numbers.BinOf(numeric.Values[row]);
            }
        }
        else if (binning is CategoricalBinning levels && column is CategoricalColumn categorical)
        {
            ushort[] byCode = [.. categorical.Levels.Select(level => levels.BinOf(level))];
            for (var row = 0; row < bins.Length; row++)
            {
                bins[row] = categorical.Codes[row] is var code and not CategoricalColumn.MissingCode ? byCode[code] : Binning.Missing;
            }
        }
        else
        {
            throw new ArgumentException($"feature '{column.Feature.Name}' is not of the kind that the scorecard knows", nameof(column));
        }

        return bins;
    }
}
