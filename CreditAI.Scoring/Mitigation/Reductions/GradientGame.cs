namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>The rounds of <see cref="ExponentiatedGradient"/>.</summary>
internal sealed class GradientGame<TModel>
    where TModel : class
{
    private const double StepFactor = 2;
    private const double GapFactor = 0.5;
    private const double Shrink = 0.8;
    private const double CheckFactor = 1.6;
    private const int LeastRounds = 5;

    private readonly GroupedOutcomes _rows;
    private readonly ReductionOptions _options;
    private readonly ConstraintSet _constraints;
    private readonly Oracle<TModel> _oracle;
    private readonly double _most;

    public GradientGame(GroupedOutcomes rows, ReductionLearner<TModel> learner, ReductionOptions options)
    {
        (_rows, _options, _most) = (rows, options, 1 / options.Precision);
        _constraints = ConstraintSet.Of(rows, options);
        _oracle = new Oracle<TModel>(rows, _constraints, learner);
    }

    public ReductionResult<TModel> Play()
    {
        var (theta, sum, counts) = (new double[_constraints.Count], new double[_constraints.Count], new List<double>());
        var (step, enough) = (StepFactor / _most, 0d);
        var (bestMix, bestGap, lastChecked, lastGap, leastGap) = (Array.Empty<double>(), double.PositiveInfinity, LeastRounds, double.PositiveInfinity, double.PositiveInfinity);
        var round = 0;
        for (; round < _options.Rounds; round++)
        {
            var multipliers = Multipliers(theta);
            sum = [.. sum.Zip(multipliers, (one, other) => one + other)];
            var rule = _oracle.Best(multipliers);
            enough = round == 0 ? Enough(rule) : enough;
            Count(counts, rule);
            double[] mean = [.. sum.Select(value => value / (round + 1))];
            double[] mix = [.. counts.Select(count => count / (round + 1))];
            var gap = Gap(mix, mean, enough);
            leastGap = Math.Min(leastGap, gap);
            if (round > 0 && Program() is var (mixed, prices) && Gap(mixed, prices, enough) is var programGap && programGap <= gap)
            {
                (mix, gap) = (mixed, programGap);
            }

            if (gap <= bestGap + Oracle<TModel>.Precision)
            {
                (bestMix, bestGap) = (mix, Math.Min(gap, bestGap));
            }

            if (gap < enough && round >= LeastRounds)
            {
                break;
            }

            if (round >= lastChecked * CheckFactor)
            {
                step *= leastGap > lastGap * Shrink ? Shrink : 1;
                (lastChecked, lastGap) = (round, leastGap);
            }

            for (var index = 0; index < theta.Length; index++)
            {
                theta[index] += step * (_oracle.Gammas[rule][index] - _options.Bound);
            }
        }

        double[] weights = [.. bestMix, .. new double[_oracle.Errors.Count - bestMix.Length]];
        return new ReductionResult<TModel>(_oracle.Members(weights), bestGap, Math.Min(round + 1, _options.Rounds), _oracle.Fits);
    }

    private static void Count(List<double> counts, int rule)
    {
        while (counts.Count <= rule)
        {
            counts.Add(0);
        }

        counts[rule]++;
    }

    /// <summary>B e^θ / (1 + Σ e^θ), taken from the largest so that nothing overflows.</summary>
    private double[] Multipliers(double[] theta)
    {
        var largest = Math.Max(0, theta.Max());
        var sum = Math.Exp(-largest) + theta.Sum(value => Math.Exp(value - largest));
        return [.. theta.Select(value => _most * Math.Exp(value - largest) / sum)];
    }

    /// <summary>A gap within half the standard error of the first rule's error cannot be told from none.</summary>
    private double Enough(int rule)
    {
        var (error, n) = (_oracle.Errors[rule], _rows.Count);
        return GapFactor * Math.Sqrt(error * (1 - error) * n / Math.Max(1, n - 1)) / Math.Sqrt(n);
    }

    /// <summary>How far either player could still better itself (section 3.1).</summary>
    private double Gap(double[] mix, double[] multipliers, double enough)
    {
        var projected = _constraints.Project(multipliers);
        var (error, gamma) = (0d, new double[_constraints.Count]);
        for (var rule = 0; rule < mix.Length; rule++)
        {
            error += mix[rule] * _oracle.Errors[rule];
            for (var index = 0; index < gamma.Length; index++)
            {
                gamma[index] += mix[rule] * _oracle.Gammas[rule][index];
            }
        }

        var value = Lagrangian(error, gamma, projected);
        var high = error + (_most * Math.Max(0, gamma.Max() - _options.Bound));
        var low = value;
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5, 10])
        {
            var rule = _oracle.Best([.. multipliers.Select(multiplier => factor * multiplier)]);
            low = Math.Min(low, Lagrangian(_oracle.Errors[rule], _oracle.Gammas[rule], projected));
            if (Math.Max(value - low, high - value) > enough + Oracle<TModel>.Precision)
            {
                break;
            }
        }

        return Math.Max(value - low, high - value);
    }

    private double Lagrangian(double error, double[] gamma, double[] multipliers) =>
        error + Oracle<TModel>.Dot(gamma, multipliers) - (_options.Bound * multipliers.Sum());

    /// <summary>The best mixture of the rules so far and the multipliers that hold it: min error + B · excess, excess at least each γ − bound.</summary>
    private (double[] Mix, double[] Prices) Program()
    {
        var count = _oracle.Errors.Count;
        double[][] atMost = [.. Enumerable.Range(0, _constraints.Count).Select(index =>
            (double[])[.. _oracle.Gammas.Select(gamma => gamma[index] - _options.Bound), -1])];
        var equal = new double[count + 1];
        Array.Fill(equal, 1, 0, count);
        var (x, prices, _) = LinearProgram.Minimise([.. _oracle.Errors, _most], atMost, new double[atMost.Length], [equal], [1]);
        return (x[..count], prices);
    }
}
