using System.Runtime.InteropServices;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Training;

/// <summary>
/// Merges neighbouring fine bins into the segments of highest penalised log-likelihood, exactly, by dynamic programming over
/// the last segment. Each segment holds the minimum weight or earns its exception. In a monotone feature the weight of evidence
/// never turns back; in a free one each turn must earn its cost, since a zigzag is usually noise and makes absurd reasons.
/// </summary>
internal sealed class OptimalSegments(WeightOfEvidence evidence, double minimumWeight, LogisticOptions options)
{
    private const int Up = 0;
    private const int Down = 1;

    /// <param name="fine">Outcomes of the fine bins, in order.</param>
    /// <param name="direction">How the segments' weight of evidence must go.</param>
    /// <remarks>When there are more segments than may be, cuts are made dearer until there are not.</remarks>
    /// <returns>Index of the first fine bin of each segment after the first; empty when one segment is best.</returns>
    public int[] Cut(ReadOnlySpan<Tally> fine, Direction direction)
    {
        if (fine.IsEmpty)
        {
            return [];
        }

        var segments = Segments(fine);
        for (var cost = options.CutCost; ; cost = Math.Max(2 * cost, 1))
        {
            var cuts = Cut(segments, direction, cost);
            if (cuts.Length < options.MaximumBins)
            {
                return cuts;
            }
        }
    }

    private int[] Cut(Segment[,] segments, Direction direction, double cost)
    {
        var count = segments.GetLength(0);
        var table = NewTable(count);
        for (var end = 1; end <= count; end++)
        {
            table[Up, 0, end] = table[Down, 0, end] = new Node(segments[0, end].Gain, -1, Up);
            for (var start = 1; start < end; start++)
            {
                if (!double.IsNegativeInfinity(segments[start, end].Gain))
                {
                    Extend(segments, direction, cost, table, start, end);
                }
            }
        }

        return Trace(table);
    }

    private Segment[,] Segments(ReadOnlySpan<Tally> fine)
    {
        var segments = new Segment[fine.Length, fine.Length + 1];
        for (var start = 0; start < fine.Length; start++)
        {
            var sum = default(Tally);
            for (var end = start + 1; end <= fine.Length; end++)
            {
                sum += fine[end - 1];
                segments[start, end] = new Segment(GainOf(sum), evidence.Of(sum));
            }
        }

        return segments;
    }

    private double GainOf(Tally segment)
    {
        if (segment.Count >= minimumWeight)
        {
            return segment.LogLikelihood;
        }

        // What hardly anybody has is nothing to hold against the others: a rare bin is kept for its faults only.
        return segment.Count >= options.RareRows && evidence.Of(segment) < 0
            ? segment.LogLikelihood - options.RareCost
            : double.NegativeInfinity;
    }

    /// <summary>Puts the segment from start to end behind the best row of segments that ends at start.</summary>
    private void Extend(Segment[,] segments, Direction direction, double cost, Node[,,] table, int start, int end)
    {
        var segment = segments[start, end];
        for (var before = 0; before < start; before++)
        {
            var change = segment.Woe - segments[before, start].Woe;
            if ((direction == Direction.Increasing && change < 0) || (direction == Direction.Decreasing && change > 0))
            {
                continue;
            }

            var trend = change >= 0 ? Up : Down;
            for (var from = Up; from <= Down; from++)
            {
                var turn = direction == Direction.Free && from != trend ? options.TurnCost : 0;
                var value = table[from, before, start].Value + segment.Gain - cost - turn;
                if (value > table[trend, start, end].Value)
                {
                    table[trend, start, end] = new Node(value, before, from);
                }
            }
        }
    }

    private static int[] Trace(Node[,,] table)
    {
        var end = table.GetLength(1);
        var (start, trend) = (0, Up);
        for (var candidate = 0; candidate < end; candidate++)
        {
            for (var way = Up; way <= Down; way++)
            {
                if (table[way, candidate, end].Value > table[trend, start, end].Value)
                {
                    (start, trend) = (candidate, way);
                }
            }
        }

        var cuts = new Stack<int>();
        while (start > 0)
        {
            cuts.Push(start);
            var node = table[trend, start, end];
            (start, end, trend) = (node.Before, start, node.Trend);
        }

        return [.. cuts];
    }

    private static Node[,,] NewTable(int count)
    {
        var table = new Node[2, count, count + 1];
        MemoryMarshal.CreateSpan(ref table[0, 0, 0], table.Length).Fill(new Node(double.NegativeInfinity, -1, Up));
        return table;
    }

    /// <param name="Gain">Its log-likelihood less what its rarity costs.</param>
    /// <param name="Woe">Its weight of evidence.</param>
    private readonly record struct Segment(double Gain, double Woe);

    /// <param name="Value">Log-likelihood of the segments so far, less costs.</param>
    /// <param name="Before">Where the segment before the last begins; -1 when there is none.</param>
    /// <param name="Trend">Which way the evidence went before.</param>
    private readonly record struct Node(double Value, int Before, int Trend);
}
