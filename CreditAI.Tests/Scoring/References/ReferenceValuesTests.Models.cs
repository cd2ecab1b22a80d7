using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Training;
using CreditAI.Tests.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.References;

/// <summary>models.json, number by number: the quality of the given scores, and the regression's optimum on the preprocessing that it names.</summary>
public sealed partial class ReferenceValuesTests
{
    [Theory]
    [InlineData("german")]
    [InlineData("hmda_boston")]
    [InlineData("hmeq")]
    [InlineData("taiwan")]
    [InlineData("adult")]
    public void Models_QualityOfTheGivenScores(string set)
    {
        var (rows, misses) = (new ReferenceRows(set), new ReferenceMisses());
        var models = Reference.Json($"reference/{set}/models.json");
        foreach (var model in models.GetProperty("quality").EnumerateObject())
        {
            // The scores were rounded before the reference measured them, so nothing is lost by their ten decimals.
            foreach (var (side, indexes) in new[] { ("train", rows.Train), ("test", rows.Test) })
            {
                CheckQuality(
                    misses, $"{set}.{model.Name}.{side}", model.Value.GetProperty(side), new ScoredRows(rows.Favourable(indexes), rows.Numbers($"score_{model.Name}", indexes)));
            }

            double[] scores = [.. rows.Numbers($"score_{model.Name}", rows.Train).Order()];
            var place = 0.3 * (scores.Length - 1);
            var below = (int)place;
            var cut = scores[below] + ((place - below) * (scores[below + 1] - scores[below]));
            misses.Check($"{set}.cut70.{model.Name}, of ten decimals", models.GetProperty("cut70").GetProperty(model.Name), cut, 5.1e-11);
        }

        misses.AssertNone(3 * ((2 * 12) + 1));
    }

    [Theory]
    [InlineData("german")]
    [InlineData("hmda_boston")]
    [InlineData("hmeq")]
    [InlineData("taiwan")]
    [InlineData("adult")]
    public void Models_OptimumOfTheRegression(string set)
    {
        var (rows, misses) = (new ReferenceRows(set), new ReferenceMisses());
        var models = Reference.Json($"reference/{set}/models.json");
        var exact = models.GetProperty("lr_exact");
        var (names, columns) = rows.Design(rows.Train);
        var favourable = rows.Favourable(rows.Train);

        var beta = new LogisticRegression(columns, favourable, [.. favourable.Select(_ => 1d)], 1).Fit();

        misses.Check($"{set}.lr_exact.intercept", exact.GetProperty("intercept"), beta[0], 1e-9);
        foreach (var (index, name) in names.Index())
        {
            misses.Check($"{set}.lr_exact.coef.{name}", exact.GetProperty("coef").GetProperty(name), beta[index + 1], 1e-9);
        }

        var objective = Penalised(columns, favourable, beta);
        misses.Check($"{set}.lr_exact.train_objective", 1, objective / exact.GetProperty("train_objective").GetDouble(), 1e-12);

        // Scikit-learn's solver stopped early: its objective alone is near, and above.
        var early = models.GetProperty("lr_train_objective").GetDouble();
        misses.Check($"{set}.lr_train_objective", 1, objective / early, 1e-6);
        Assert.True(objective <= early * (1 + 1e-12), $"{objective} above {early}");
        double[] stopped = [models.GetProperty("lr_intercept").GetDouble(), .. names.Select(name => models.GetProperty("lr_coef").GetProperty(name).GetDouble())];
        misses.Check($"{set}.lr_train_objective at its coefficients", early, Penalised(columns, favourable, stopped), 1e-12);

        var test = rows.Design(rows.Test).Columns;
        double[] scores = [.. rows.Test.Index().Select(row => 1 / (1 + Math.Exp(-Margin(test, beta, row.Index))))];
        foreach (var (index, score) in exact.GetProperty("first_ten_test_scores").EnumerateArray().Index())
        {
            misses.Check($"{set}.lr_exact.first_ten_test_scores[{index}]", score, scores[index], 1e-9);
        }

        CheckQuality(misses, $"{set}.lr_exact.quality_test", exact.GetProperty("quality_test"), new ScoredRows(rows.Favourable(rows.Test), scores), 1e-9);
        misses.AssertNone(names.Length + 26);
    }

    private static double Penalised(double[][] columns, bool[] favourable, double[] beta) =>
        NegativeLogLikelihood(columns, favourable, beta) + (0.5 * beta.Skip(1).Sum(coefficient => coefficient * coefficient));

    private static double Margin(double[][] columns, double[] beta, int row) =>
        beta[0] + columns.Index().Sum(column => beta[column.Index + 1] * column.Item[row]);
}
