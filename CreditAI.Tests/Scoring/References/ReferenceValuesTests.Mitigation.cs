using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.Thresholds;
using CreditAI.Scoring.Training;
using CreditAI.Tests.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.References;

public sealed partial class ReferenceValuesTests
{
    // Managers of hmeq are decided equally well at every rate from 0.80 to 0.86: the accuracy is the same and either is the best.
    private static readonly HashSet<string> Ties =
    [
        "hmeq.job.threshold_optimizer.demographic_parity__accuracy_score__grid100__tol0.02.Mgr",
        "hmeq.job.threshold_optimizer.demographic_parity__accuracy_score__grid100__tol0.05.Mgr",
        "hmeq.job.threshold_optimizer.demographic_parity__accuracy_score__grid100__tol0.1.Mgr",
    ];

    [Fact]
    public void Mitigation_EveryNumber_IsTheReferences()
    {
        var misses = new ReferenceMisses();
        foreach (var set in ReferenceRows.Sets.Keys)
        {
            var rows = new ReferenceRows(set);
            var design = rows.Design(rows.Train);
            var reference = Reference.Json($"reference/{set}/mitigation.json").GetProperty("per_attribute");
            var decided = Decided(set);
            foreach (var attribute in reference.EnumerateObject())
            {
                var path = $"{set}.{attribute.Name}";
                CheckReweighing(misses, $"{path}.reweighing", rows, attribute);
                CheckReweighedRegression(misses, $"{path}.reweighed_lr_exact", rows, attribute, design);
                foreach (var optimized in attribute.Value.GetProperty("threshold_optimizer").EnumerateObject())
                {
                    CheckThresholds(misses, $"{path}.threshold_optimizer.{optimized.Name}", rows, attribute.Name, optimized, decided);
                }
            }
        }

        misses.AssertNone(least: 8_400);
    }

    private static void CheckReweighing(ReferenceMisses misses, string path, ReferenceRows rows, JsonProperty attribute)
    {
        var binary = Reweighing.Of(rows.Binary(attribute.Name, rows.Train));
        var expected = attribute.Value.GetProperty("reweighing_binary");
        misses.Check($"{path}_binary.w_p_fav", expected.GetProperty("w_p_fav"), binary.FactorOf(0, true));
        misses.Check($"{path}_binary.w_p_unfav", expected.GetProperty("w_p_unfav"), binary.FactorOf(0, false));
        misses.Check($"{path}_binary.w_up_fav", expected.GetProperty("w_up_fav"), binary.FactorOf(1, true));
        misses.Check($"{path}_binary.w_up_unfav", expected.GetProperty("w_up_unfav"), binary.FactorOf(1, false));
        misses.Check($"{path}_binary.sum_of_weights", expected.GetProperty("sum_of_weights"), binary.Weights().Sum(), 1e-11);
        var outcomes = rows.Outcomes(attribute.Name, rows.Train);
        var all = Reweighing.Of(outcomes);
        foreach (var cell in attribute.Value.GetProperty("reweighing_multi_group").EnumerateObject())
        {
            string[] key = cell.Name.Split('|');
            misses.Check($"{path}_multi_group.{cell.Name}", cell.Value, all.FactorOf(outcomes.IndexOf(key[0]), key[1] == "1"));
        }
    }

    private static void CheckReweighedRegression(
        ReferenceMisses misses, string path, ReferenceRows rows, JsonProperty attribute, (string[] Names, double[][] Columns) design)
    {
        var expected = attribute.Value.GetProperty("reweighed_lr_exact");
        var weights = Reweighing.Of(rows.Binary(attribute.Name, rows.Train)).Weights();
        var beta = new LogisticRegression(design.Columns, rows.Favourable(rows.Train), weights, 1).Fit();
        misses.Check($"{path}.intercept", expected.GetProperty("intercept"), beta[0], 1e-6);
        for (var column = 0; column < design.Names.Length; column++)
        {
            misses.Check($"{path}.{design.Names[column]}", expected.GetProperty("coef").GetProperty(design.Names[column]), beta[column + 1], 1e-6);
        }
    }

    private static void CheckThresholds(ReferenceMisses misses, string path, ReferenceRows rows, string attribute, JsonProperty optimized, Dictionary<string, double[]> decided)
    {
        string[] name = optimized.Name.Split("__");
        var options = new ThresholdOptions
        {
            Constraint = Named<ThresholdConstraint>(name[0]),
            Objective = Named<ThresholdObjective>(name[1]),
            GridSize = int.Parse(name[2]["grid".Length..], CultureInfo.InvariantCulture),
            Flip = name is [.., "flip"],
            Tolerance = name is [.., var last] && last.StartsWith("tol", StringComparison.Ordinal) ? double.Parse(last["tol".Length..], CultureInfo.InvariantCulture) : 0,
        };
        var policy = ThresholdOptimizer.Fit(rows.Outcomes(attribute, rows.Train), rows.Numbers("score_lr", rows.Train), options);
        var expected = optimized.Value;
        misses.Check($"{path}.y_best", expected.GetProperty("y_best"), policy.YBest, 1e-9);
        if (expected.TryGetProperty("x_best_per_group", out var perGroup))
        {
            foreach (var group in policy.Groups.Where(group => !Ties.Contains($"{path}.{group.Group}")))
            {
                misses.Check($"{path}.x_best_per_group.{group.Group}", perGroup.GetProperty(group.Group), group.X, 1e-9);
            }

            return;
        }

        foreach (var group in policy.Groups)
        {
            var block = expected.GetProperty("groups").GetProperty(group.Group);
            var where = $"{path}.{group.Group}";
            misses.Check($"{path}.x_best", expected.GetProperty("x_best"), group.X, 1e-9);
            misses.Check($"{where}.p0", block.GetProperty("p0"), group.P0, 1e-9);
            misses.Check($"{where}.p1", block.GetProperty("p1"), group.P1, 1e-9);
            misses.Check($"{where}.operator0", block.GetProperty("operator0").GetString()!, group.Rule0.Operator);
            misses.Check($"{where}.operator1", block.GetProperty("operator1").GetString()!, group.Rule1.Operator);
            misses.Check($"{where}.threshold0", block.GetProperty("threshold0"), group.Rule0.Threshold, 1e-9);
            misses.Check($"{where}.threshold1", block.GetProperty("threshold1"), group.Rule1.Threshold, 1e-9);
            if (block.TryGetProperty("p_ignore", out var ignore))
            {
                misses.Check($"{where}.p_ignore", ignore, group.Ignore, 1e-9);
                misses.Check($"{where}.prediction_constant", block.GetProperty("prediction_constant"), group.Constant, 1e-9);
            }
        }

        CheckExpected(misses, $"{path}.train_expected", expected.GetProperty("train_expected"), policy, rows, rows.Train);
        var probabilities = CheckExpected(misses, $"{path}.test_expected", expected.GetProperty("test_expected"), policy, rows, rows.Test);
        if (decided.TryGetValue($"{attribute}__{optimized.Name}", out var pmf))
        {
            // Rounded to 12 decimals in the file.
            misses.Check($"{path}.pmf rows", pmf.Length, probabilities.Length);
            misses.Check($"{path}.pmf, largest distance of a test row", 0, pmf.Zip(probabilities, (one, other) => Math.Abs(one - other)).Max(), 1e-9);
        }
    }

    /// <summary>The probabilities of the test rows, by column of the reference's file.</summary>
    private static Dictionary<string, double[]> Decided(string set)
    {
        string[][] lines = [.. File.ReadAllLines(Reference.File($"reference/{set}/threshold_optimizer_test_pmf.csv")).Select(line => line.Split(','))];
        return lines[0].Index().Skip(1).ToDictionary(
            column => column.Item, column => lines.Skip(1).Select(row => double.Parse(row[column.Index], CultureInfo.InvariantCulture)).ToArray());
    }

    private static double[] CheckExpected(
        ReferenceMisses misses, string path, JsonElement expected, ThresholdPolicy policy, ReferenceRows rows, int[] side)
    {
        string[] groups = rows.Text($"g_{policy.Attribute}", side);
        double[] scores = rows.Numbers("score_lr", side);
        double[] probabilities = [.. groups.Zip(scores, policy.Probability)];
        var tallies = ExpectedDecisions.Tallies(rows.Outcomes(policy.Attribute, side), probabilities);
        CheckTallies(misses, path, expected, policy.Attribute, tallies, 1e-9);
        return probabilities;
    }

    /// <summary>By group, overall and the differences between groups.</summary>
    private static void CheckTallies(
        ReferenceMisses misses, string path, JsonElement expected, string attribute, IReadOnlyList<GroupTally> tallies, double tolerance)
    {
        var fairness = FairnessMeasures.Of(attribute, tallies);
        foreach (var (tally, rates) in tallies.Zip(fairness.Groups))
        {
            var block = expected.GetProperty("by_group").GetProperty(tally.Group);
            misses.Check($"{path}.{tally.Group}.count", block.GetProperty("count"), tally.N);
            CheckRates(misses, $"{path}.{tally.Group}", block, rates, ExpectedDecisions.Accuracy([tally]), tolerance);
        }

        var overall = expected.GetProperty("overall");
        CheckRates(misses, $"{path}.overall", overall, fairness.Overall, ExpectedDecisions.Accuracy(tallies), tolerance);
        var difference = expected.GetProperty("difference");
        misses.Check($"{path}.demographic_parity", difference.GetProperty("demographic_parity"), fairness.DemographicParity.Difference.Value, tolerance);

        // Where a group lacks an outcome Fairlearn takes its rate for 0; here the difference is undefined.
        if (fairness.EqualizedOddsWorstCase.Difference.Value is { } odds)
        {
            misses.Check($"{path}.equalized_odds", difference.GetProperty("equalized_odds"), odds, tolerance);
            misses.Check($"{path}.true_positive_rate", difference.GetProperty("true_positive_rate"), fairness.EqualOpportunity.Difference.Value, tolerance);
        }
    }

    private static void CheckRates(ReferenceMisses misses, string path, JsonElement expected, GroupRates rates, Measure accuracy, double tolerance)
    {
        misses.Check($"{path}.selection_rate", expected.GetProperty("selection_rate"), rates.SelectionRate.Value, tolerance);
        misses.Check($"{path}.accuracy", expected.GetProperty("accuracy"), accuracy.Value, tolerance);
        if (rates.TruePositiveRate.Value is { } truePositives)
        {
            misses.Check($"{path}.true_positive_rate", expected.GetProperty("true_positive_rate"), truePositives, tolerance);
        }

        if (rates.FalsePositiveRate.Value is { } falsePositives)
        {
            misses.Check($"{path}.false_positive_rate", expected.GetProperty("false_positive_rate"), falsePositives, tolerance);
        }
    }

    private static T Named<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == name);
}
