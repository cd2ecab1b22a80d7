namespace CreditAI.Scoring.Training;

/// <summary>
/// Ridge logistic regression by Newton's method (iteratively reweighted least squares) with step halving. Minimises
/// ½ l2 |β|² + Σ weight · log-loss; the intercept is free. The optimum is unique, so the result does not depend on the start.
/// </summary>
internal sealed class LogisticRegression
{
    private const int MostSteps = 100;
    private const double Tolerance = 1e-12;

    // What a sum over many rows may lose to rounding: at the optimum the objective no longer tells a good step from none.
    private const double Rounding = 1e-13;

    private readonly double[][] _columns;
    private readonly bool[] _favourable;
    private readonly double[] _weights;
    private readonly double _l2;
    private readonly bool _penaliseIntercept;

    /// <param name="columns">Design by column, without the intercept.</param>
    /// <param name="favourable">Outcomes by row.</param>
    /// <param name="weights">Row weights.</param>
    /// <param name="l2">Ridge penalty, 0 or more.</param>
    /// <param name="penaliseIntercept">True: the intercept is penalised as a coefficient is, as LIBLINEAR has it.</param>
    public LogisticRegression(double[][] columns, bool[] favourable, double[] weights, double l2, bool penaliseIntercept = false)
    {
        _columns = columns;
        _favourable = favourable;
        _weights = weights;
        _l2 = l2;
        _penaliseIntercept = penaliseIntercept;
    }

    private int FirstPenalised => _penaliseIntercept ? 0 : 1;

    /// <returns>The intercept, then the coefficients in column order.</returns>
    public double[] Fit()
    {
        var beta = new double[_columns.Length + 1];
        var good = _weights.Where((_, row) => _favourable[row]).Sum();
        beta[0] = Math.Log(good / (_weights.Sum() - good));
        var margins = Margins(beta);
        var objective = Objective(beta, margins);
        for (var step = 0; step < MostSteps; step++)
        {
            var (hessian, direction) = Curvature(beta, margins);
            if (direction.Max(Math.Abs) <= Tolerance * _weights.Sum() || !Cholesky.Solve(hessian, direction))
            {
                break;
            }

            var (next, nextMargins, nextObjective) = Descend(beta, direction, objective);
            var gain = objective - nextObjective;
            (beta, margins, objective) = (next, nextMargins, nextObjective);
            if (gain <= 0)
            {
                break;
            }
        }

        return beta;
    }

    /// <summary>Halves the Newton step until it does not make things worse, but for rounding.</summary>
    private (double[] Beta, double[] Margins, double Objective) Descend(double[] beta, double[] direction, double objective)
    {
        for (var scale = 1d; scale > 1e-6; scale /= 2)
        {
            double[] next = [.. beta.Select((value, index) => value - (scale * direction[index]))];
            var margins = Margins(next);
            var value = Objective(next, margins);
            if (value <= objective + (Rounding * Math.Abs(objective)))
            {
                return (next, margins, value);
            }
        }

        return (beta, Margins(beta), objective);
    }

    private double[] Margins(double[] beta)
    {
        var margins = new double[_favourable.Length];
        Array.Fill(margins, beta[0]);
        for (var column = 0; column < _columns.Length; column++)
        {
            WeightedProducts.Add(_columns[column], beta[column + 1], margins);
        }

        return margins;
    }

    private double Objective(double[] beta, double[] margins)
    {
        var sum = 0.5 * _l2 * beta.Skip(FirstPenalised).Sum(value => value * value);
        for (var row = 0; row < margins.Length; row++)
        {
            var against = _favourable[row] ? -margins[row] : margins[row];
            // ln(1 + e^x) without overflow.
            sum += _weights[row] * (Math.Max(against, 0) + Math.Log(1 + Math.Exp(-Math.Abs(against))));
        }

        return sum;
    }

    private (double[] Hessian, double[] Gradient) Curvature(double[] beta, double[] margins)
    {
        var size = beta.Length;
        var (slopes, bends) = (new double[margins.Length], new double[margins.Length]);
        for (var row = 0; row < margins.Length; row++)
        {
            var probability = 1 / (1 + Math.Exp(-margins[row]));
            slopes[row] = _weights[row] * (probability - (_favourable[row] ? 1 : 0));
            bends[row] = _weights[row] * probability * (1 - probability);
        }

        var (hessian, gradient) = (WeightedProducts.Of(_columns, bends), new double[size]);
        gradient[0] = WeightedProducts.Sum(slopes);
        for (var column = 0; column < _columns.Length; column++)
        {
            gradient[column + 1] = WeightedProducts.Dot(_columns[column], slopes);
        }

        for (var i = FirstPenalised; i < size; i++)
        {
            gradient[i] += _l2 * beta[i];
            hessian[(i * size) + i] += _l2;
        }

        return (hessian, gradient);
    }
}
