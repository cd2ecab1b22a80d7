using System.Globalization;
using System.Text;
using CreditAI.Scoring.Mitigation.Reductions;
using CreditAI.Scoring.Mitigation.Thresholds;

namespace CreditAI.Scoring.Mitigation.Methods;

/// <summary>
/// The earlier system's evaluation: fit one of its methods on part of the rows and measure it on the others. Its regressions are LIBLINEAR's
/// (ridge of 1 on the coefficients and on the intercept, features as they are). Where it drew coins, the draw here is by row under the seed.
/// </summary>
public static class MethodEvaluation
{
    private const double L2 = 1;

    /// <param name="data">All rows.</param>
    /// <param name="method">What to fit.</param>
    /// <param name="testSize">Share of the rows measured on.</param>
    /// <param name="seed">Of the split and of decisions by chance.</param>
    /// <param name="threshold">Approve at this score or above; null: above one half. The methods that decide without a score have no use for it.</param>
    /// <exception cref="ArgumentException">The rows cannot be split so.</exception>
    public static MethodMetrics Split(MethodData data, MitigationMethod method, double testSize, uint seed, double? threshold = null)
    {
        var (train, test) = StratifiedSplit.Once(data.Favourable, testSize, seed);
        return Measure(data, method, train, test, seed, threshold);
    }

    /// <summary>The same over folds, each tested once.</summary>
    /// <inheritdoc cref="Split"/>
    public static IReadOnlyList<MethodMetrics> CrossValidate(MethodData data, MitigationMethod method, int folds, uint seed, double? threshold = null) =>
        [.. StratifiedSplit.Folds(data.Favourable, folds, seed).AsParallel().AsOrdered()
            .Select(fold => Measure(data, method, fold.Train, fold.Test, seed, threshold))];

    private static MethodMetrics Measure(MethodData data, MitigationMethod method, int[] trainRows, int[] testRows, uint seed, double? threshold)
    {
        var (train, test) = (data.Rows(trainRows), data.Rows(testRows));
        if (method is MitigationMethod.Baseline or MitigationMethod.Reweight)
        {
            double[] scores = Fit(train, method == MitigationMethod.Reweight ? EqualCells(train) : Ones(train)).Probabilities(test.Columns);
            return MethodMeasures.Of(test, [.. scores.Select(score => threshold is { } cut ? score >= cut : score > 0.5)], scores);
        }

        var probabilities = method == MitigationMethod.Postprocess ? Postprocessed(train, test) : Reduced(train, test);
        var draw = new DecisionDraw(Encoding.UTF8.GetBytes(seed.ToString(CultureInfo.InvariantCulture)));
        bool[] approved = [.. probabilities.Select((probability, row) => draw.Approves(testRows[row].ToString(CultureInfo.InvariantCulture), probability))];
        return MethodMeasures.Of(test, approved, [.. approved.Select(one => one ? 1d : 0)]);
    }

    private static LinearModel Fit(MethodData train, double[] weights) => LinearModel.Fit(train.Columns, train.Favourable, weights, L2, penaliseIntercept: true);

    private static double[] Ones(MethodData train) => [.. train.Favourable.Select(_ => 1d)];

    /// <summary>Rows over the number of cells times the cell's rows: not the usual reweighing, every cell ends up equally heavy.</summary>
    private static double[] EqualCells(MethodData train)
    {
        var cells = train.Favourable.Zip(train.Groups).CountBy(cell => cell).ToDictionary();
        return [.. train.Favourable.Zip(train.Groups, (favourable, group) => train.Favourable.Length / (double)(cells.Count * cells[(favourable, group)]))];
    }

    private static double[] Postprocessed(MethodData train, MethodData test)
    {
        var model = Fit(train, Ones(train));
        var policy = ThresholdOptimizer.Fit(
            new GroupedOutcomes(train.Attribute, train.Groups, train.Favourable),
            model.Probabilities(train.Columns),
            new ThresholdOptions { Constraint = ThresholdConstraint.EqualizedOdds });
        return [.. test.Groups.Zip(model.Probabilities(test.Columns), policy.Probability)];
    }

    private static double[] Reduced(MethodData train, MethodData test)
    {
        var learner = ReductionLearner.Logistic(train.Columns, L2, penaliseIntercept: true);
        var found = ExponentiatedGradient.Fit(new GroupedOutcomes(train.Attribute, train.Groups, train.Favourable), learner);
        return found.Probabilities(model => [.. model.Probabilities(test.Columns).Select(probability => probability > 0.5)], test.Favourable.Length);
    }
}
