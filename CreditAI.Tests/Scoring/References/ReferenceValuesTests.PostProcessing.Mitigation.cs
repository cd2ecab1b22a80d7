using System.Text.Json;
using CreditAI.Scoring.Mitigation;
using CreditAI.Scoring.Mitigation.PostProcessing;
using CreditAI.Tests.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.References;

public sealed partial class ReferenceValuesTests
{
    [Fact]
    public void PostProcessing_EveryNumber_IsTheReferences()
    {
        var misses = new ReferenceMisses();
        foreach (var set in ReferenceRows.Sets.Keys)
        {
            var rows = new ReferenceRows(set);
            foreach (var attribute in Reference.Json($"reference/{set}/mitigation.json").GetProperty("per_attribute").EnumerateObject())
            {
                var path = $"{set}.{attribute.Name}";
                var binary = rows.Binary(attribute.Name, rows.Train);
                foreach (var method in attribute.Value.GetProperty("aif360_postprocessing_pred70").EnumerateObject())
                {
                    CheckPostProcessing(misses, $"{path}.aif360_postprocessing_pred70.{method.Name}", rows, binary, method, attribute.Name);
                }

                foreach (var removed in attribute.Value.EnumerateObject().Where(one => one.Name.StartsWith("correlation_remover_alpha_", StringComparison.Ordinal)))
                {
                    CheckCorrelation(misses, $"{path}.{removed.Name}", rows, removed, attribute.Name);
                }
            }
        }

        misses.AssertNone(least: 1_000);
    }

    private static void CheckPostProcessing(
        ReferenceMisses misses, string path, ReferenceRows rows, GroupedOutcomes train, JsonProperty method, string attribute)
    {
        const string privileged = "privileged";
        var expected = method.Value;
        double[] scores = rows.Numbers("score_lr", rows.Train);
        if (method.Name == "eq_odds_lp")
        {
            // Another optimum may have other probabilities: the objective is what is compared.
            var found = EqualizedOdds.Fit(train, [.. rows.Text("pred70_lr", rows.Train).Select(text => text == "1")], privileged);
            misses.Check($"{path}.objective", expected.GetProperty("objective"), found.Objective, 1e-9);
        }
        else if (method.Name.StartsWith("calibrated_eq_odds_", StringComparison.Ordinal))
        {
            var found = CalibratedEqualizedOdds.Fit(train, scores, privileged, Named<CalibratedCost>(method.Name["calibrated_eq_odds_".Length..]));
            misses.Check($"{path}.priv_mix_rate", expected.GetProperty("priv_mix_rate"), found.PrivilegedMixRate, 1e-9);
            misses.Check($"{path}.unpriv_mix_rate", expected.GetProperty("unpriv_mix_rate"), found.OthersMixRate, 1e-9);
            misses.Check($"{path}.base_rate_priv", expected.GetProperty("base_rate_priv"), found.PrivilegedBaseRate);
            misses.Check($"{path}.base_rate_unpriv", expected.GetProperty("base_rate_unpriv"), found.OthersBaseRate);
        }
        else
        {
            var options = new RejectOptionOptions { Metric = Named<RejectOptionMetric>(method.Name["reject_option_".Length..]) };
            var found = RejectOption.Fit(train, scores, privileged, options);
            misses.Check($"{path}.classification_threshold", expected.GetProperty("classification_threshold"), found.Threshold);
            misses.Check($"{path}.ROC_margin", expected.GetProperty("ROC_margin"), found.Margin);
            CheckRejected(misses, path, expected, rows, found, attribute);
        }
    }

    private static void CheckRejected(ReferenceMisses misses, string path, JsonElement expected, ReferenceRows rows, RejectOption found, string attribute)
    {
        var test = rows.Binary(attribute, rows.Test);
        double[] scores = rows.Numbers("score_lr", rows.Test);
        double[] approved = [.. scores.Select((score, row) => found.Approves(test.Groups[test.Codes[row]], score) ? 1d : 0)];
        var tallies = ExpectedDecisions.Tallies(test, approved);
        misses.Check($"{path}.test_selected", expected.GetProperty("test_selected"), approved.Sum());
        misses.Check($"{path}.test_accuracy", expected.GetProperty("test_accuracy"), ExpectedDecisions.Accuracy(tallies).Value);
        misses.Check($"{path}.test_selection_rate_priv", expected.GetProperty("test_selection_rate_priv"), tallies[0].Selected / tallies[0].Weight);
        misses.Check($"{path}.test_selection_rate_unpriv", expected.GetProperty("test_selection_rate_unpriv"), tallies[1].Selected / tallies[1].Weight);
    }

    private static void CheckCorrelation(ReferenceMisses misses, string path, ReferenceRows rows, JsonProperty removed, string attribute)
    {
        var strength = removed.Name.EndsWith("0.5", StringComparison.Ordinal) ? 0.5 : 1;
        var privileged = ReferenceRows.Sets[rows.Set].Privileged[attribute];
        var (names, train) = rows.Design(rows.Train);
        var remover = CorrelationRemover.Fit(attribute, Sides(rows.Train), train, strength);
        double[][] test = remover.Transform(Sides(rows.Test), rows.Design(rows.Test).Columns);
        var expected = removed.Value;
        for (var column = 0; column < names.Length; column++)
        {
            var where = $"{path}.{names[column]}";
            misses.Check($"{where}.name", expected.GetProperty("columns")[column].GetString()!, names[column]);
            misses.Check($"{where}.mean", expected.GetProperty("column_means_test")[column], test[column].Average(), 1e-9);
            misses.Check($"{where}.abs_sum", expected.GetProperty("column_abs_sum_test")[column], test[column].Sum(Math.Abs), 1e-9);
            for (var row = 0; row < 3; row++)
            {
                misses.Check($"{where}[{row}]", expected.GetProperty("first_three_test_rows")[row][column], test[column][row], 1e-9);
            }
        }

        string[] Sides(int[] side) => [.. rows.Text($"g_{attribute}", side).Select(group => group == privileged ? "privileged" : "others")];
    }
}
