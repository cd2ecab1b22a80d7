using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>Against Fairlearn's, AIF360's and scikit-learn's numbers on five public data sets.</summary>
public sealed class FairnessReferenceTests
{
    private static readonly string[] Decisions = ["lr_pred50", "lr_pred70", "xgb_pred50", "xgb_pred70"];

    public static TheoryData<string> Sets => ["german", "hmda_boston", "taiwan", "hmeq", "adult"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Fairness_IsTheReferences(string set)
    {
        var rows = Inputs.Read(Reference.File($"reference/{set}/inputs.csv"));
        var blocks = Reference.Json($"reference/{set}/fairness.json");
        var misses = new List<string>();
        var compared = 0;
        foreach (var decision in Decisions)
        {
            var block = blocks.GetProperty(decision);
            var (model, prediction) = (decision.Split('_')[0], decision.Split('_')[1]);
            foreach (var attribute in block.GetProperty("single").EnumerateObject())
            {
                var privileged = blocks.GetProperty("privileged").GetProperty(attribute.Name).ToString();
                foreach (var weighted in new[] { false, true })
                {
                    var fairness = FairnessMeasures.Of(
                        attribute.Name, rows.Tallies($"g_{attribute.Name}", $"{prediction}_{model}", weighted), privileged);
                    var summary = attribute.Value.GetProperty(weighted ? "summary_weighted" : "summary");
                    compared += Compare($"{decision} {attribute.Name} weighted={weighted}", summary, Summary(fairness), misses);
                    if (!weighted)
                    {
                        compared += CompareGroups(decision, attribute, fairness, misses);
                        compared += CompareLending(decision, block.GetProperty("fair_lending").GetProperty(attribute.Name), fairness, misses);
                    }
                }
            }
        }

        Assert.True(compared > 100, $"only {compared} numbers were compared");
        Assert.Empty(misses);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Performance_IsTheReferences(string set)
    {
        var rows = Inputs.Read(Reference.File($"reference/{set}/inputs.csv"));
        var models = Reference.Json($"reference/{set}/models.json");
        var misses = new List<string>();
        foreach (var model in new[] { "lr", "hgb", "xgb" })
        {
            foreach (var side in new[] { "train", "test" })
            {
                var (favourable, scores) = rows.Scores($"score_{model}", side);
                var measured = PerformanceMeasures.Of(favourable, scores);
                var expected = models.GetProperty("quality").GetProperty(model).GetProperty(side);
                var found = new Dictionary<string, double?>
                {
                    ["auc"] = measured.Auc,
                    ["ks"] = measured.Ks,
                    ["brier"] = measured.Brier,
                    ["log_loss"] = measured.LogLoss,
                    ["gini"] = measured.Gini,
                    ["base_rate"] = measured.BaseRate,
                };
                Assert.Equal(found.Count, Compare($"{model} {side}", expected, found, misses));
            }
        }

        Assert.Empty(misses);
    }

    private static int CompareGroups(string decision, JsonProperty attribute, AttributeFairness fairness, List<string> misses)
    {
        var frame = attribute.Value.GetProperty("frame_pred").GetProperty("by_group");
        return fairness.Groups.Sum(group =>
        {
            var expected = frame.GetProperty(group.Group);
            var found = new Dictionary<string, double?>
            {
                ["count"] = group.N,
                ["selection_rate"] = group.SelectionRate.Value,
            };

            // Fairlearn gives 0 for a rate of nobody; ours is undefined.
            if (group.TruePositiveRate.Value is { } truePositiveRate)
            {
                found["true_positive_rate"] = truePositiveRate;
            }

            if (group.FalsePositiveRate.Value is { } falsePositiveRate)
            {
                found["false_positive_rate"] = falsePositiveRate;
            }

            return Compare($"{decision} {attribute.Name}={group.Group}", expected, found, misses);
        });
    }

    private static int CompareLending(string decision, JsonElement lending, AttributeFairness fairness, List<string> misses)
    {
        var others = lending.GetProperty("vs_all_others");
        var compared = Compare(
            $"{decision} {fairness.Attribute} all others",
            others,
            new() { ["adverse_impact_ratio"] = fairness.AdverseImpactRatioOfAllOthers.Value },
            misses);
        foreach (var group in fairness.Groups.Where(group => lending.TryGetProperty(group.Group, out _)))
        {
            var expected = lending.GetProperty(group.Group);
            var wilson = group.SelectionRate.Interval!.Value;
            var katz = group.AdverseImpactRatio.Interval;
            var where = $"{decision} {fairness.Attribute}={group.Group}";
            compared += Compare(where, expected, new() { ["adverse_impact_ratio"] = group.AdverseImpactRatio.Value }, misses);
            compared += ComparePair(where, expected, "wilson95_protected", wilson, misses);
            compared += ComparePair(where, expected, "air_95ci_katz_log", katz, misses);
            if (expected.TryGetProperty("four_fifths_pass", out var pass)
                && pass.ValueKind is JsonValueKind.True or JsonValueKind.False
                && pass.GetBoolean() != group.FourFifths)
            {
                misses.Add($"{where} four fifths");
            }
        }

        return compared;
    }

    private static int ComparePair(string where, JsonElement block, string name, Interval? found, List<string> misses)
    {
        if (!block.TryGetProperty(name, out var expected)
            || expected.ValueKind != JsonValueKind.Array
            || expected[0].ValueKind != JsonValueKind.Number
            || found is not { } interval)
        {
            return 0;
        }

        if (Math.Abs(expected[0].GetDouble() - interval.Low) > 1e-9 || Math.Abs(expected[1].GetDouble() - interval.High) > 1e-9)
        {
            misses.Add($"{where} {name}: [{expected[0]}, {expected[1]}] and not {interval}");
        }

        return 2;
    }

    private static int Compare(string where, JsonElement expected, Dictionary<string, double?> found, List<string> misses)
    {
        var compared = 0;
        foreach (var (name, value) in found)
        {
            if (!expected.TryGetProperty(name, out var reference))
            {
                continue;
            }

            compared++;
            var right = reference.ValueKind == JsonValueKind.Number
                ? value is { } number && Math.Abs(number - reference.GetDouble()) <= 1e-12 * Math.Max(1, Math.Abs(reference.GetDouble()))
                : value is null;
            if (!right)
            {
                misses.Add(string.Create(CultureInfo.InvariantCulture, $"{where} {name}: {reference} and not {value}"));
            }
        }

        return compared;
    }

    private static Dictionary<string, double?> Summary(AttributeFairness fairness)
    {
        var numbers = new Dictionary<string, double?>();
        Add("demographic_parity", "", fairness.DemographicParity);
        Add("equal_opportunity", "", fairness.EqualOpportunity);
        Add("equalized_odds", "__worst_case", fairness.EqualizedOddsWorstCase);
        Add("equalized_odds", "__mean", fairness.EqualizedOddsMean);
        return numbers;

        void Add(string name, string variant, Parity parity)
        {
            // Where a group has no such outcomes Fairlearn takes its rate for 0 and ours is undefined.
            if (parity.Difference.Value is null)
            {
                return;
            }

            numbers[$"{name}_difference__between_groups{variant}"] = parity.Difference.Value;
            numbers[$"{name}_ratio__between_groups{variant}"] = parity.Ratio.Value;
            numbers[$"{name}_difference__to_overall{variant}"] = parity.DifferenceToOverall.Value;
            numbers[$"{name}_ratio__to_overall{variant}"] = parity.RatioToOverall.Value;
        }
    }
}
