using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Training.Boosting;

/// <param name="Rows">The feature that chooses the row.</param>
/// <param name="Columns">The feature that chooses the column.</param>
/// <param name="Values">Log-odds by cell.</param>
/// <param name="Counts">Weighted rows by cell.</param>
internal sealed record EnsemblePair(PairAxis Rows, PairAxis Columns, double[] Values, double[] Counts)
{
    private const int MostSweeps = 50;

    public int Cell(ushort firstBin, ushort secondBin) => (Rows.Groups[firstBin] * Columns.Count) + Columns.Groups[secondBin];

    /// <summary>
    /// Moves the mean of every row into the row feature's own table, and of every column likewise, until a pair says only what neither
    /// says alone (the functional ANOVA of Hooker 2007, by sweeps as in Lengerich et al. 2020). Along a monotone feature only the rise
    /// that all lines have is moved: to take a rising mean away could turn single columns. Moving a function of the free feature leaves
    /// the other's order as it is.
    /// </summary>
    /// <param name="rowTable">Log-odds by fine bin of the row feature.</param>
    /// <param name="columnTable">Log-odds by fine bin of the column feature.</param>
    /// <returns>What goes into the intercept.</returns>
    public double Purify(double[] rowTable, double[] columnTable)
    {
        FillNeutral();
        GiveBack(rowTable, Rows, Columns.Count, Columns.Count, 1);
        GiveBack(columnTable, Columns, 1, Rows.Count, Columns.Count);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var moved = Rows.Sign == 0 ? MoveRows(rowTable) : 0;
            moved = Math.Max(moved, Columns.Sign == 0 ? MoveColumns(columnTable) : 0);
            if (moved < 1e-9)
            {
                break;
            }
        }

        FillNeutral();
        double sum = 0, count = 0;
        for (var cell = 0; cell < Values.Length; cell++)
        {
            sum += Counts[cell] * Values[cell];
            count += Counts[cell];
        }

        var mean = sum / count;
        for (var cell = 0; cell < Values.Length; cell++)
        {
            Values[cell] -= mean;
        }

        return mean;
    }

    /// <summary>
    /// Along a monotone feature: moves the least rise from group to group into its own table, and lifts what rounding left out of order.
    /// </summary>
    private void GiveBack(double[] table, PairAxis axis, int stride, int lines, int lineStride)
    {
        if (axis.Sign == 0)
        {
            return;
        }

        var moves = new double[axis.Count];
        for (var group = Binning.First + 1; group < axis.Count; group++)
        {
            var (cell, least) = (group * stride, double.PositiveInfinity);
            for (var line = 0; line < lines; line++)
            {
                least = Math.Min(least, axis.Sign * (Values[cell + (line * lineStride)] - Values[cell - stride + (line * lineStride)]));
            }

            moves[group] = moves[group - 1] + (axis.Sign * Math.Max(0, least));
        }

        for (var line = 0; line < lines; line++)
        {
            for (var group = Binning.First; group < axis.Count; group++)
            {
                var cell = (group * stride) + (line * lineStride);
                Values[cell] -= moves[group];
                Values[cell] = group == Binning.First ? Values[cell] : InOrder(axis, Values[cell - stride], Values[cell]);
            }
        }

        Add(table, axis.Groups, moves);
        for (var bin = Binning.First + 1; bin < table.Length; bin++)
        {
            table[bin] = InOrder(axis, table[bin - 1], table[bin]);
        }
    }

    private static double InOrder(PairAxis axis, double before, double value) => axis.Sign > 0 ? Math.Max(before, value) : Math.Min(before, value);

    private double MoveRows(double[] table)
    {
        var moves = new double[Rows.Count];
        for (var row = 0; row < Rows.Count; row++)
        {
            moves[row] = MeanOf(row * Columns.Count, 1, Columns.Count);
            for (var column = 0; column < Columns.Count; column++)
            {
                Values[(row * Columns.Count) + column] -= moves[row];
            }
        }

        return Add(table, Rows.Groups, moves);
    }

    private double MoveColumns(double[] table)
    {
        var moves = new double[Columns.Count];
        for (var column = 0; column < Columns.Count; column++)
        {
            moves[column] = MeanOf(column, Columns.Count, Rows.Count);
            for (var row = 0; row < Rows.Count; row++)
            {
                Values[(row * Columns.Count) + column] -= moves[column];
            }
        }

        return Add(table, Columns.Groups, moves);
    }

    private static double Add(double[] table, ushort[] groups, double[] moves)
    {
        for (var bin = 0; bin < table.Length; bin++)
        {
            table[bin] += moves[groups[bin]];
        }

        return moves.Max(Math.Abs);
    }

    private double MeanOf(int start, int stride, int length)
    {
        double sum = 0, count = 0;
        for (var index = 0; index < length; index++)
        {
            var cell = start + (index * stride);
            sum += Counts[cell] * Values[cell];
            count += Counts[cell];
        }

        return count > 0 ? sum / count : 0;
    }

    /// <summary>
    /// A group without rows gets the others' mean, by the same weights in every column: a mean of tables that rise along the other
    /// feature rises along it too.
    /// </summary>
    private void FillNeutral()
    {
        Fill(Rows.Count, Columns.Count, Columns.Count, 1);
        Fill(Columns.Count, Rows.Count, 1, Columns.Count);
    }

    private void Fill(int lines, int across, int lineStride, int acrossStride)
    {
        double[] weights = [.. Enumerable.Range(0, lines).Select(line =>
            Enumerable.Range(0, across).Sum(index => Counts[(line * lineStride) + (index * acrossStride)]))];
        var total = weights.Sum();
        for (var line = 0; line < Binning.First; line++)
        {
            if (weights[line] > 0)
            {
                continue;
            }

            for (var index = 0; index < across; index++)
            {
                double sum = 0;
                for (var other = 0; other < lines; other++)
                {
                    sum += weights[other] * Values[(other * lineStride) + (index * acrossStride)];
                }

                Values[(line * lineStride) + (index * acrossStride)] = sum / total;
            }
        }
    }
}
