using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Mitigation.Reductions;

/// <summary>A trainer that a reduction calls with other outcomes and weights for the same rows.</summary>
/// <param name="Fit">Learns from outcomes and weights, by row; both outcomes have weight.</param>
/// <param name="Decide">What a model approves of the rows.</param>
public sealed record ReductionLearner<TModel>(Func<bool[], double[], TModel> Fit, Func<TModel, bool[]> Decide)
    where TModel : class;

/// <summary>The trainers at hand.</summary>
public static class ReductionLearner
{
    /// <summary>Ridge logistic regression on a design matrix; approves where favourable is likelier than not.</summary>
    /// <param name="columns">By column, without an intercept.</param>
    /// <param name="l2">Half of it times the squared coefficients is added to the weighted log-loss; 1 is scikit-learn's default.</param>
    /// <param name="penaliseIntercept">True as LIBLINEAR has it.</param>
    public static ReductionLearner<LinearModel> Logistic(double[][] columns, double l2 = 1, bool penaliseIntercept = false) => new(
        (favourable, weights) => LinearModel.Fit(columns, favourable, weights, l2, penaliseIntercept),
        model => [.. model.Probabilities(columns).Select(probability => probability > 0.5)]);

    /// <summary>Scorecards; approves where favourable is likelier than not.</summary>
    /// <param name="data">The rows' features.</param>
    /// <param name="rows">The training rows; a reduction's outcomes and weights are theirs, in this order.</param>
    /// <param name="train">Any trainer.</param>
    public static ReductionLearner<Scorecard> Scorecard(Dataset data, int[] rows, Func<Dataset, int[], Scorecard> train) => new(
        (favourable, weights) => train(With(data, rows, favourable, weights), rows),
        card =>
        {
            var (points, even) = (card.Points(card.Encode(data)), card.Scale.PointsAt(0));
            return [.. rows.Select(row => points[row] > even)];
        });

    private static Dataset With(Dataset data, int[] rows, bool[] favourable, double[] weights)
    {
        var (all, weightOfAll) = (data.Favourable.ToArray(), new double[data.Count]);
        for (var index = 0; index < rows.Length; index++)
        {
            (all[rows[index]], weightOfAll[rows[index]]) = (favourable[index], weights[index]);
        }

        return data.With(all, weightOfAll);
    }
}
