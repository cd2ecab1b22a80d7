using System.Runtime.Intrinsics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// A feature's table. A step is a tree of a few leaves over the ordinary bins in their order, and a leaf each for the missing and
/// the other values. In a monotone feature a split is taken only when the leaves stay in order, so every step is monotone, and so
/// is their sum.
/// </summary>
internal sealed class FeatureTable : BoostedTable
{
    private readonly int[] _order;
    private readonly int[] _rows;
    private readonly Leaf[] _below;
    private readonly List<Segment> _segments = [];
    private readonly int _sign;
    private readonly BoostedOptions _options;

    /// <param name="training">Bin by training row.</param>
    /// <param name="heldOut">Bin by held-out row.</param>
    /// <param name="rows">Training rows by bin.</param>
    /// <param name="order">The ordinary bins in the order that splits cut.</param>
    /// <param name="sign">1: values must not fall in that order; -1: not rise; 0: free.</param>
    /// <param name="options">How to step.</param>
    public FeatureTable(ushort[] training, ushort[] heldOut, int[] rows, int[] order, int sign, BoostedOptions options)
        : base(training, heldOut, rows.Length)
    {
        (_rows, _order, _sign, _options) = (rows, order, sign, options);
        _below = new Leaf[order.Length + 1];
    }

    protected override void FindStep(ReadOnlySpan<Vector128<double>> sums)
    {
        for (var special = Binning.Missing; special < Binning.First; special++)
        {
            var leaf = new Leaf(sums[special], _rows[special]);
            Step[special] = leaf.Rows >= _options.MinimumLeafRows ? Taken(leaf) : 0;
        }

        for (var position = 0; position < _order.Length; position++)
        {
            _below[position + 1] = _below[position] + new Leaf(sums[_order[position]], _rows[_order[position]]);
        }

        Split();
        foreach (var segment in _segments)
        {
            var value = Taken(_below[segment.End] - _below[segment.Start]);
            for (var position = segment.Start; position < segment.End; position++)
            {
                Step[_order[position]] = value;
            }
        }
    }

    private float Taken(Leaf leaf) => (float)(_options.LearningRate * leaf.Value(_options.L2));

    /// <summary>Cuts the best segment in two until there are as many as there may be.</summary>
    private void Split()
    {
        _segments.Clear();
        if (_order.Length == 0)
        {
            return;
        }

        _segments.Add(BestCut(new Segment(0, _order.Length, 0, 0), Lowest, -Lowest));
        while (_segments.Count < _options.Leaves)
        {
            var best = 0;
            for (var index = 1; index < _segments.Count; index++)
            {
                best = _segments[index].Gain > _segments[best].Gain ? index : best;
            }

            if (!(_segments[best].Gain > 0))
            {
                return;
            }

            var parent = _segments[best];
            _segments[best] = new Segment(parent.Start, parent.Cut, 0, 0);
            _segments.Insert(best + 1, new Segment(parent.Cut, parent.End, 0, 0));
            // Neighbours may have to stay closer together now, so their cuts are looked for again as well.
            for (var index = Math.Max(0, best - 1); index <= Math.Min(_segments.Count - 1, best + 2); index++)
            {
                var segment = _segments[index] with { Gain = 0 };
                _segments[index] = BestCut(
                    segment,
                    index > 0 ? ValueOf(_segments[index - 1]) : Lowest,
                    index + 1 < _segments.Count ? ValueOf(_segments[index + 1]) : -Lowest);
            }
        }
    }

    /// <summary>What lies before every value in this feature's direction.</summary>
    private double Lowest => _sign < 0 ? double.PositiveInfinity : double.NegativeInfinity;

    private double ValueOf(Segment segment) => (_below[segment.End] - _below[segment.Start]).Value(_options.L2);

    /// <param name="segment">Where to cut.</param>
    /// <param name="before">Value of the segment before it.</param>
    /// <param name="after">Value of the segment behind it.</param>
    private Segment BestCut(Segment segment, double before, double after)
    {
        var whole = _below[segment.End] - _below[segment.Start];
        var (gain, cut) = (1e-9, 0);
        var parent = whole.Gain(_options.L2);
        for (var position = segment.Start + 1; position < segment.End; position++)
        {
            var left = _below[position] - _below[segment.Start];
            // As the leaf is summed in the end: to the last bit, or a tie could turn.
            var right = _below[segment.End] - _below[position];
            if (left.Rows < _options.MinimumLeafRows || right.Rows < _options.MinimumLeafRows)
            {
                continue;
            }

            var value = left.Gain(_options.L2) + right.Gain(_options.L2) - parent;
            if (value > gain && (_sign == 0 || IsOrdered(before, left.Value(_options.L2), right.Value(_options.L2), after)))
            {
                (gain, cut) = (value, position);
            }
        }

        return cut == 0 ? segment : segment with { Cut = cut, Gain = gain };
    }

    private bool IsOrdered(double before, double left, double right, double after) =>
        _sign * before <= _sign * left && _sign * left <= _sign * right && _sign * right <= _sign * after;

    /// <param name="Start">First position.</param>
    /// <param name="End">Position behind the last.</param>
    /// <param name="Cut">Where to cut it best.</param>
    /// <param name="Gain">What the cut gains; 0 when there is none.</param>
    private readonly record struct Segment(int Start, int End, int Cut, double Gain);
}
