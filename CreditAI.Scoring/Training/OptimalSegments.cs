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
    /// <returns>Index of the first fine bin of each segment after the first; empty when one segment is best.</returns>
    public int[] Cut(ReadOnlySpan<Tally> fine, Direction direction)
    {
        if (fine.IsEmpty)
        {
            return [];
        }

        var segments = Segments(fine);
        var layers = new List<Node[,,]>();
        var winner = (Value: segments[0, fine.Length].Gain, Cuts: new List<int>());
        while (layers.Count < options.MaximumBins)
        {
            var layer = layers.Count == 0 ? FirstLayer(segments) : NextLayer(segments, layers[^1], direction);
            layers.Add(layer);
            var last = BestEnd(layer);
            if (double.IsNegativeInfinity(last.Value))
            {
                break;
            }

            var value = last.Value - (options.CutCost * (layers.Count - 1));
            if (value > winner.Value)
            {
                winner = (value, Trace(layers, last));
            }
        }

        return [.. winner.Cuts];
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

    private static Node[,,] FirstLayer(Segment[,] segments)
    {
        var layer = NewLayer(segments.GetLength(0));
        for (var end = 1; end <= segments.GetLength(0); end++)
        {
            layer[Up, 0, end] = layer[Down, 0, end] = new Node(segments[0, end].Gain, 0, Up);
        }

        return layer;
    }

    private Node[,,] NextLayer(Segment[,] segments, Node[,,] previous, Direction direction)
    {
        var count = segments.GetLength(0);
        var layer = NewLayer(count);
        for (var start = 1; start < count; start++)
        {
            for (var end = start + 1; end <= count; end++)
            {
                if (!double.IsNegativeInfinity(segments[start, end].Gain))
                {
                    Extend(segments, previous, direction, layer, start, end);
                }
            }
        }

        return layer;
    }

    /// <summary>Puts the segment from start to end behind the best row of segments that ends at start.</summary>
    private void Extend(Segment[,] segments, Node[,,] previous, Direction direction, Node[,,] layer, int start, int end)
    {
        var segment = segments[start, end];
        for (var before = 0; before < start; before++)
        {
            var trend = segment.Woe >= segments[before, start].Woe ? Up : Down;
            if (direction == Direction.Increasing ? trend == Down : direction == Direction.Decreasing && segment.Woe > segments[before, start].Woe)
            {
                continue;
            }

            for (var from = Up; from <= Down; from++)
            {
                var turn = direction == Direction.Free && from != trend ? options.TurnCost : 0;
                var value = previous[from, before, start].Value + segment.Gain - turn;
                if (value > layer[trend, start, end].Value)
                {
                    layer[trend, start, end] = new Node(value, before, from);
                }
            }
        }
    }

    private static (double Value, int Start, int Trend) BestEnd(Node[,,] layer)
    {
        var count = layer.GetLength(1);
        var best = (Value: double.NegativeInfinity, Start: 0, Trend: Up);
        for (var start = 0; start < count; start++)
        {
            for (var trend = Up; trend <= Down; trend++)
            {
                if (layer[trend, start, count].Value > best.Value)
                {
                    best = (layer[trend, start, count].Value, start, trend);
                }
            }
        }

        return best;
    }

    private static List<int> Trace(List<Node[,,]> layers, (double Value, int Start, int Trend) last)
    {
        var cuts = new List<int>();
        var (start, end, trend) = (last.Start, layers[0].GetLength(1), last.Trend);
        for (var layer = layers.Count - 1; layer > 0; layer--)
        {
            cuts.Add(start);
            var node = layers[layer][trend, start, end];
            (start, end, trend) = (node.Before, start, node.Trend);
        }

        cuts.Reverse();
        return cuts;
    }

    private static Node[,,] NewLayer(int count)
    {
        var layer = new Node[2, count, count + 1];
        MemoryMarshal.CreateSpan(ref layer[0, 0, 0], layer.Length).Fill(new Node(double.NegativeInfinity, 0, Up));
        return layer;
    }

    /// <param name="Gain">Its log-likelihood less what its rarity costs.</param>
    /// <param name="Woe">Its weight of evidence.</param>
    private readonly record struct Segment(double Gain, double Woe);

    /// <param name="Value">Log-likelihood of the segments so far, less costs.</param>
    /// <param name="Before">Where the segment before the last begins.</param>
    /// <param name="Trend">Which way the evidence went before.</param>
    private readonly record struct Node(double Value, int Before, int Trend);
}
