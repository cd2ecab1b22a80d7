namespace CreditAI.Scoring.Mitigation;

/// <summary>
/// Minimises cost · x under A x ≤ b, E x = f, x ≥ 0 by the two-phase simplex method on a dense tableau: exact for the few dozen rows that
/// mitigation needs, and the same answer every time.
/// </summary>
internal sealed class LinearProgram
{
    private const double Zero = 1e-10;

    // The steepest column is quickest but may cycle; from here on Bland's rule takes the first, which cannot.
    private const int SteepestPivots = 500;

    private readonly int _variables;
    private readonly int _slacks;
    private readonly double[][] _rows;
    private readonly int[] _basis;

    private LinearProgram(int variables, double[][] atMost, double[] bounds, double[][] equal, double[] values)
    {
        (_variables, _slacks) = (variables, atMost.Length);
        var height = atMost.Length + equal.Length;
        (_rows, _basis) = (new double[height][], new int[height]);
        for (var row = 0; row < height; row++)
        {
            var isBound = row < _slacks;
            var right = isBound ? bounds[row] : values[row - _slacks];
            var sign = right < 0 ? -1 : 1;
            var line = new double[Width];
            for (var column = 0; column < variables; column++)
            {
                line[column] = sign * (isBound ? atMost[row] : equal[row - _slacks])[column];
            }

            if (isBound)
            {
                line[variables + row] = sign;
            }

            // The search starts from the slacks, and from an artificial variable where a row has none that fits; those must leave.
            var start = isBound && sign > 0 ? variables + row : variables + _slacks + row;
            (line[start], line[^1]) = (1, sign * right);
            (_rows[row], _basis[row]) = (line, start);
        }
    }

    private int Width => _variables + _slacks + _rows.Length + 1;

    /// <param name="cost">By variable.</param>
    /// <param name="atMost">A, by row.</param>
    /// <param name="bounds">b.</param>
    /// <param name="equal">E, by row.</param>
    /// <param name="values">f.</param>
    /// <returns>The optimum, and the price of each row of A: what a unit of its bound is worth, 0 or more.</returns>
    /// <exception cref="InvalidOperationException">Nothing satisfies the constraints, or the cost has no least value.</exception>
    public static (double[] X, double[] Prices, double Cost) Minimise(
        double[] cost, double[][] atMost, double[] bounds, double[][] equal, double[] values)
    {
        var program = new LinearProgram(cost.Length, atMost, bounds, equal, values);
        return program.Solve(cost);
    }

    private (double[] X, double[] Prices, double Cost) Solve(double[] cost)
    {
        var artificial = _variables + _slacks;
        var feasibility = new double[Width];
        Array.Fill(feasibility, 1, artificial, _rows.Length);
        Optimise(feasibility, Width - 1);
        if (_basis.Index().Any(row => row.Item >= artificial && _rows[row.Index][^1] > 1e-9))
        {
            throw new InvalidOperationException("no solution satisfies all constraints");
        }

        var objective = new double[Width];
        cost.CopyTo(objective, 0);
        var reduced = Optimise(objective, artificial);
        var x = new double[_variables];
        foreach (var (row, variable) in _basis.Index().Where(row => row.Item < _variables))
        {
            x[variable] = _rows[row][^1];
        }

        double[] prices = [.. Enumerable.Range(0, _slacks).Select(slack => Math.Max(0, reduced[_variables + slack]))];
        return (x, prices, cost.Zip(x, (price, value) => price * value).Sum());
    }

    /// <summary>Pivots until no reduced cost below 0 is left among the first columns; gives the reduced costs.</summary>
    private double[] Optimise(double[] cost, int columns)
    {
        double[] reduced = [.. cost];
        for (var row = 0; row < _rows.Length; row++)
        {
            Subtract(reduced, _rows[row], cost[_basis[row]]);
        }

        for (var pivots = 0; Entering(reduced.AsSpan(0, columns), pivots) is var entering and >= 0; pivots++)
        {
            var leaving = Leaving(entering);
            Pivot(leaving, entering);
            Subtract(reduced, _rows[leaving], reduced[entering]);
            reduced[entering] = 0;
        }

        return reduced;
    }

    private static int Entering(ReadOnlySpan<double> reduced, int pivots)
    {
        var chosen = -1;
        for (var column = 0; column < reduced.Length; column++)
        {
            if (reduced[column] < -Zero && (chosen < 0 || (pivots < SteepestPivots && reduced[column] < reduced[chosen])))
            {
                chosen = column;
            }
        }

        return chosen;
    }

    private int Leaving(int entering)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var row = 0; row < _rows.Length; row++)
        {
            var pivot = _rows[row][entering];

            // A row whose artificial variable stayed at 0 must let it go rather than grow.
            var stuck = _basis[row] >= _variables + _slacks && Math.Abs(pivot) > Zero && _rows[row][^1] <= Zero;
            if (pivot <= Zero && !stuck)
            {
                continue;
            }

            var ratio = stuck ? 0 : _rows[row][^1] / pivot;
            if (ratio < least - Zero || (ratio <= least + Zero && best >= 0 && _basis[row] < _basis[best]))
            {
                (best, least) = (row, Math.Min(ratio, least));
            }
        }

        return best >= 0 ? best : throw new InvalidOperationException("the cost has no least value");
    }

    private void Pivot(int row, int column)
    {
        var line = _rows[row];
        var pivot = line[column];
        for (var index = 0; index < line.Length; index++)
        {
            line[index] /= pivot;
        }

        line[column] = 1;
        for (var other = 0; other < _rows.Length; other++)
        {
            if (other != row)
            {
                Subtract(_rows[other], line, _rows[other][column]);
                _rows[other][column] = 0;
            }
        }

        _basis[row] = column;
    }

    private static void Subtract(double[] from, double[] line, double times)
    {
        if (times == 0)
        {
            return;
        }

        for (var index = 0; index < from.Length; index++)
        {
            from[index] -= times * line[index];
        }
    }
}
