namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>
/// Trains one rule for each point of a grid of multipliers and keeps them all (Agarwal et al. 2018, section 3.4): an audit trail of what each
/// price of unfairness buys. One signed multiplier per group and outcome, but none for the smallest group, whose rate follows from the
/// others'; the grid is the whole numbers within an L1 ball, scaled to the limit.
/// </summary>
public static class GridSearch
{
    /// <returns>Members in grid order; <see cref="ReductionResult{TModel}.BestSingle"/> is the choice and the others' weight is 0.</returns>
    public static ReductionResult<TModel> Fit<TModel>(GroupedOutcomes rows, ReductionLearner<TModel> learner, ReductionOptions? options = null)
        where TModel : class
    {
        options ??= new ReductionOptions();
        if (options.GridSize < 1 || !(options.GridLimit > 0))
        {
            throw new ArgumentException("the grid needs one point or more and a limit above 0", nameof(options));
        }

        var constraints = ConstraintSet.Of(rows, options);
        var oracle = new Oracle<TModel>(rows, constraints, learner);
        foreach (var multipliers in Grid(constraints, options))
        {
            oracle.Add(multipliers);
        }

        var unweighted = oracle.Members(new double[oracle.Errors.Count]);
        var best = Array.IndexOf(unweighted, unweighted.MinBy(member => member.Error + member.Violation));
        double[] weights = [.. unweighted.Select((_, index) => index == best ? 1d : 0)];
        return new ReductionResult<TModel>(oracle.Members(weights), 0, 1, oracle.Fits);
    }

    private static IEnumerable<double[]> Grid(ConstraintSet constraints, ReductionOptions options)
    {
        var loss = options.Constraint == ReductionConstraint.BoundedLoss;
        var smallest = constraints.Kinds.Select(kind => kind.Group).Distinct().MinBy(constraints.ShareOf);
        var axes = constraints.Kinds.Where(kind => kind.Sign == 1 && (loss || kind.Group != smallest)).ToArray();
        var radius = 0;
        List<int[]> points = [];
        while (points.Count < options.GridSize && (axes.Length > 0 || radius == 0))
        {
            radius++;
            points = [.. Ball(axes.Length, radius, signed: !loss)];
        }

        return points.Select(point =>
        {
            var multipliers = new double[constraints.Count];
            for (var axis = 0; axis < axes.Length; axis++)
            {
                var sign = point[axis] < 0 ? -1 : 1;
                multipliers[constraints.Kinds.IndexOf((sign, axes[axis].Group, axes[axis].Outcome))] = Math.Abs(point[axis]) * options.GridLimit / radius;
            }

            return multipliers;
        });
    }

    private static IEnumerable<int[]> Ball(int dimensions, int radius, bool signed)
    {
        if (dimensions == 0)
        {
            return [[]];
        }

        var from = signed ? -radius : 0;
        return Enumerable.Range(from, radius - from + 1)
            .SelectMany(first => Ball(dimensions - 1, radius - Math.Abs(first), signed).Select(rest => (int[])[first, .. rest]));
    }
}
