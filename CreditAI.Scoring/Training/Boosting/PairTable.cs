using System.Runtime.Intrinsics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <summary>
/// A pair's table. A step cuts the ordinary part into four quadrants at the best point (the interaction measure of FAST, Lou et al.
/// 2013), and each strip where one feature is missing into two. Along a monotone feature a step is taken only where what the table
/// has learned and what it was lent stay in order. The row and column of other values stay 0: they are filled when the bags are averaged.
/// </summary>
internal sealed class PairTable : BoostedTable
{
    private readonly int _columns;
    private readonly int[] _rowOrder;
    private readonly int[] _columnOrder;
    private readonly int[] _counts;
    private readonly PairSlack? _alongRows;
    private readonly PairSlack? _alongColumns;
    private readonly Leaf[] _corner;
    private readonly Leaf[] _strip;
    private readonly BoostedOptions _options;

    /// <param name="training">Cell by training row: row of the table times columns, plus column.</param>
    /// <param name="heldOut">Cell by held-out row.</param>
    /// <param name="counts">Training rows by cell.</param>
    /// <param name="rows">The table's rows and the order in which splits cut them.</param>
    /// <param name="columns">The table's columns and their order.</param>
    /// <param name="options">How to step.</param>
    public PairTable(ushort[] training, ushort[] heldOut, int[] counts, PairSide rows, PairSide columns, BoostedOptions options)
        : base(training, heldOut, counts.Length)
    {
        (_counts, _columns, _options) = (counts, columns.Axis.Count, options);
        (_rowOrder, _columnOrder) = (rows.Order, columns.Order);
        _alongRows = rows.Axis.Sign == 0 ? null : new PairSlack(rows, _columns, columns.Order, 1);
        _alongColumns = columns.Axis.Sign == 0 ? null : new PairSlack(columns, 1, rows.Order, _columns);
        _corner = new Leaf[(_rowOrder.Length + 1) * (_columnOrder.Length + 1)];
        _strip = new Leaf[Math.Max(_rowOrder.Length, _columnOrder.Length) + 1];
    }

    /// <summary>What the best cut of the ordinary part and of the strips would gain: how strongly the two features interact.</summary>
    public double Strength(ReadOnlySpan<Vector128<double>> sums)
    {
        Learn(sums);
        double gain = 0;
        for (var cell = 0; cell < Count; cell++)
        {
            var step = Step[cell] / _options.PairLearningRate;
            gain += step * ((2 * sums[cell].GetElement(0)) - (step * sums[cell].GetElement(1)));
        }

        return gain;
    }

    protected override void FindStep(ReadOnlySpan<Vector128<double>> sums)
    {
        Step[0] = Taken(new Leaf(sums[0], _counts[0]));
        Strip(sums, _columnOrder, Binning.Missing * _columns, 1, _alongColumns);
        Strip(sums, _rowOrder, Binning.Missing, _columns, _alongRows);
        _alongRows?.Measure(Values);
        _alongColumns?.Measure(Values);
        Accumulate(sums);
        var (row, column) = BestPoint();
        for (var r = 0; r < _rowOrder.Length; r++)
        {
            for (var c = 0; c < _columnOrder.Length; c++)
            {
                Step[Cell(r, c)] = Taken(Quadrant(row, column, r >= row, c >= column));
            }
        }
    }

    private int Cell(int row, int column) => (_rowOrder[row] * _columns) + _columnOrder[column];

    private float Taken(Leaf leaf) => (float)(_options.PairLearningRate * Value(leaf));

    private double Value(Leaf leaf) => leaf.Rows >= _options.MinimumLeafRows ? leaf.Value(_options.L2) : 0;

    private double Gain(Leaf leaf) => leaf.Rows >= _options.MinimumLeafRows ? leaf.Gain(_options.L2) : 0;

    /// <summary>The rows where one feature is missing, by the groups of the other.</summary>
    private void Strip(ReadOnlySpan<Vector128<double>> sums, int[] order, int start, int stride, PairSlack? slack)
    {
        for (var position = 0; position < order.Length; position++)
        {
            var cell = start + (order[position] * stride);
            _strip[position + 1] = _strip[position] + new Leaf(sums[cell], _counts[cell]);
        }

        var whole = _strip[order.Length];
        if (whole.Rows < _options.MinimumLeafRows)
        {
            return;
        }

        var (best, cut) = (Gain(whole), 0);
        for (var position = 1; position < order.Length; position++)
        {
            var (low, high) = (_strip[position], whole - _strip[position]);
            var gain = Gain(low) + Gain(high);
            if (gain > best && slack?.Allows(Values, start, position, Taken(low), Taken(high)) is not false)
            {
                (best, cut) = (gain, position);
            }
        }

        for (var position = 0; position < order.Length; position++)
        {
            Step[start + (order[position] * stride)] = Taken(position < cut ? _strip[cut] : whole - _strip[cut]);
        }
    }

    /// <summary>Sums over all cells before a row and before a column.</summary>
    private void Accumulate(ReadOnlySpan<Vector128<double>> sums)
    {
        var width = _columnOrder.Length + 1;
        for (var row = 0; row < _rowOrder.Length; row++)
        {
            var along = default(Leaf);
            for (var column = 0; column < _columnOrder.Length; column++)
            {
                var cell = Cell(row, column);
                along += new Leaf(sums[cell], _counts[cell]);
                _corner[((row + 1) * width) + column + 1] = _corner[(row * width) + column + 1] + along;
            }
        }
    }

    private Leaf Quadrant(int row, int column, bool lowerRows, bool rightColumns)
    {
        var width = _columnOrder.Length + 1;
        var corner = _corner[(row * width) + column];
        return (lowerRows, rightColumns) switch
        {
            (false, false) => corner,
            (false, true) => _corner[(row * width) + width - 1] - corner,
            (true, false) => _corner[(_rowOrder.Length * width) + column] - corner,
            _ => _corner[^1] - _corner[(row * width) + width - 1] - _corner[(_rowOrder.Length * width) + column] + corner,
        };
    }

    private (int Row, int Column) BestPoint()
    {
        var (best, bestRow, bestColumn) = (0d, 0, 0);
        for (var row = 1; row < _rowOrder.Length; row++)
        {
            for (var column = 1; column < _columnOrder.Length; column++)
            {
                var (a, b) = (Quadrant(row, column, false, false), Quadrant(row, column, false, true));
                var (c, d) = (Quadrant(row, column, true, false), Quadrant(row, column, true, true));
                var gain = Gain(a) + Gain(b) + Gain(c) + Gain(d);
                if (gain > best && IsOrdered(row, column, (Taken(a), Taken(b), Taken(c), Taken(d))))
                {
                    (best, bestRow, bestColumn) = (gain, row, column);
                }
            }
        }

        return (bestRow, bestColumn);
    }

    private bool IsOrdered(int row, int column, (float A, float B, float C, float D) step) =>
        _alongRows?.Allows(row, column, step.C - step.A, step.D - step.B) is not false
        && _alongColumns?.Allows(column, row, step.B - step.A, step.D - step.C) is not false;
}
