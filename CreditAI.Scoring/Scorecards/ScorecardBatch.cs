using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards.Engine;

namespace CreditAI.Scoring.Scorecards;

/// <summary>
/// Scores many applications, by columns. Each row's points are those that scoring it alone gives, to the last bit, on every processor.
/// What is allocated does not grow with the rows, except for the results themselves.
/// </summary>
public static class ScorecardBatch
{
    /// <exception cref="ArgumentException">The data's features are not the scorecard's.</exception>
    public static EncodedRows Encode(this Scorecard scorecard, Dataset data) => scorecard.Encode(data.Features);

    /// <param name="scorecard">The scorecard.</param>
    /// <param name="columns">One per slot, all of the same length.</param>
    /// <exception cref="ArgumentException">The columns are not the scorecard's features.</exception>
    public static EncodedRows Encode(this Scorecard scorecard, IReadOnlyList<FeatureColumn> columns)
    {
        var encoders = EncodersOf(scorecard, columns);
        var rows = new EncodedRows(scorecard.Engine.BinCounts, columns[0].Count);
        EncodeTile(encoders, 0, rows, rows.Count, InstructionSets.Best);
        return rows;
    }

    /// <returns>Exact points by row.</returns>
    /// <exception cref="ArgumentException">The rows were encoded by other bins than the scorecard's.</exception>
    public static double[] Points(this Scorecard scorecard, EncodedRows rows)
    {
        var points = new double[rows.Count];
        scorecard.Points(rows, points);
        return points;
    }

    /// <param name="scorecard">The scorecard that encoded the rows, or one of the same bins.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="points">Receives exact points; one per row.</param>
    /// <exception cref="ArgumentException">The rows were encoded by other bins, or there is not one place per row.</exception>
    public static void Points(this Scorecard scorecard, EncodedRows rows, Span<double> points) => Points(scorecard, rows, points, InstructionSets.Best);

    /// <summary>The same from values, without keeping the bins.</summary>
    /// <param name="scorecard">The scorecard.</param>
    /// <param name="columns">One per slot, all of the same length.</param>
    /// <param name="points">Receives exact points; one per row.</param>
    /// <exception cref="ArgumentException">The columns are not the scorecard's features, or there is not one place per row.</exception>
    public static void Points(this Scorecard scorecard, IReadOnlyList<FeatureColumn> columns, Span<double> points) =>
        Points(scorecard, columns, points, InstructionSets.Best);

    internal static void Points(Scorecard scorecard, EncodedRows rows, Span<double> points, InstructionSet instructions)
    {
        if (!rows.Fits(scorecard.Engine.BinCounts))
        {
            throw new ArgumentException("the rows were encoded by other bins than the scorecard's", nameof(rows));
        }

        RequireOnePerRow(rows.Count, points);
        scorecard.Engine.Score(rows, 0, points, instructions);
    }

    internal static void Points(Scorecard scorecard, IReadOnlyList<FeatureColumn> columns, Span<double> points, InstructionSet instructions)
    {
        var encoders = EncodersOf(scorecard, columns);
        RequireOnePerRow(columns[0].Count, points);
        var tile = new EncodedRows(scorecard.Engine.BinCounts, Math.Min(PointsEngine.Tile, points.Length));
        for (var from = 0; from < points.Length; from += PointsEngine.Tile)
        {
            var count = Math.Min(PointsEngine.Tile, points.Length - from);
            EncodeTile(encoders, from, tile, count, instructions);
            scorecard.Engine.Score(tile, 0, points.Slice(from, count), instructions);
        }
    }

    internal static ushort[] Encode(Binning binning, FeatureColumn column)
    {
        var bins = new ushort[column.Count];
        ColumnEncoder.Of(binning, column).Encode(0, bins, InstructionSets.Best);
        return bins;
    }

    private static void EncodeTile(ColumnEncoder[] encoders, int from, EncodedRows tile, int count, InstructionSet instructions)
    {
        for (var slot = 0; slot < encoders.Length; slot++)
        {
            if (tile.IsNarrow(slot))
            {
                encoders[slot].Encode(from, tile.Bins<byte>(slot, 0, count), instructions);
            }
            else
            {
                encoders[slot].Encode(from, tile.Bins<ushort>(slot, 0, count), instructions);
            }
        }
    }

    private static ColumnEncoder[] EncodersOf(Scorecard scorecard, IReadOnlyList<FeatureColumn> columns)
    {
        if (!columns.Select(column => column.Feature.Name).SequenceEqual(scorecard.Terms.Select(term => term.Feature.Name)))
        {
            throw new ArgumentException("the data were loaded by another schema than the scorecard's", nameof(columns));
        }

        return columns.All(column => column.Count == columns[0].Count)
            ? [.. columns.Select((column, slot) => ColumnEncoder.Of(scorecard.Terms[slot].Binning, column))]
            : throw new ArgumentException("the columns are not of the same length", nameof(columns));
    }

    private static void RequireOnePerRow(int rows, ReadOnlySpan<double> points)
    {
        if (points.Length != rows)
        {
            throw new ArgumentException($"there are {points.Length} places for the points of {rows} rows", nameof(points));
        }
    }
}
