using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Cli.Scorecards.SwapSets;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Comparisons;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Promotion;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary>A comparison for people or as JSON.</summary>
internal static class ComparisonOutput
{
    public static void WriteText(ModelVersion first, ModelVersion second, ModelComparison comparison)
    {
        Screen.Title("Performance");
        Screen.Table(
            ["", "rows", "AUC", "KS", "Brier", "log-loss"],
            new[] { (first, comparison.First), (second, comparison.Second) }.Select(row => new[]
            {
                Name(row.Item1), Figures.Whole(row.Item2.N), Figures.Short(row.Item2.Auc), Figures.Short(row.Item2.Ks), Figures.Short(row.Item2.Brier),
                Figures.Short(row.Item2.LogLoss),
            }));
        Screen.Line(comparison.AucDifference.Value is null
            ? $"The difference of AUC is undefined: {comparison.AucDifference.Undefined}"
            : $"AUC of version {second.Version} less that of version {first.Version}: {Figures.Difference(comparison.AucDifference)}"
                + (comparison.AucDifference.Interval is { Low: <= 0, High: >= 0 } ? "; these rows do not tell the two apart." : ""));
        SwapSetOutput.WriteText(comparison.Swaps);
        WriteFrontier(first, second, comparison);
    }

    public static void WriteJson(
        Utf8JsonWriter json, ModelVersion first, ModelVersion second, IReadOnlyList<Contender> contenders, ModelComparison comparison)
    {
        json.WriteStartObject();
        WriteModel(json, "first", first, comparison.First, comparison.FirstFrontier);
        WriteModel(json, "second", second, comparison.Second, comparison.SecondFrontier);
        json.WriteMeasure("auc_difference", comparison.AucDifference);
        json.WritePropertyName("swap_set");
        SwapSetOutput.WriteJson(json, contenders[0].Scorecard, contenders[1].Scorecard, comparison.Swaps);
        json.WriteEndObject();
    }

    private static void WriteFrontier(ModelVersion first, ModelVersion second, ModelComparison comparison)
    {
        var attributes = comparison.FirstFrontier[0].AdverseImpactRatios.Select(ratio => ratio.Key).ToArray();
        Screen.Title("Bad rate of the approved, and the lowest adverse impact ratio, by approval rate");
        Screen.Table(
            ["approved", $"bad rate, {first.Version}", $"bad rate, {second.Version}", .. attributes.SelectMany(name => new[] { $"{name}, {first.Version}", $"{name}, {second.Version}" })],
            comparison.FirstFrontier.Zip(comparison.SecondFrontier, (one, other) => (string[])
            [
                one.ApprovalRate.ToString("0 %", CultureInfo.InvariantCulture), Short(one.BadRate), Short(other.BadRate),
                .. one.AdverseImpactRatios.Zip(other.AdverseImpactRatios, (ratio, otherRatio) => new[] { Short(ratio.Value), Short(otherRatio.Value) }).SelectMany(pair => pair),
            ]));
    }

    private static string Name(ModelVersion model) => string.Create(
        CultureInfo.InvariantCulture, $"{model.Version} ({model.Name}{(model.Aliases.Count > 0 ? $", {string.Join(" and ", model.Aliases)}" : "")})");

    private static string Short(Measure measure) => Figures.Short(measure.Value);

    private static void WriteModel(Utf8JsonWriter json, string name, ModelVersion model, Performance performance, IReadOnlyList<FrontierPoint> frontier)
    {
        json.WriteStartObject(name);
        json.WriteNumber("version", model.Version);
        json.WriteString("sha256", model.Sha256);
        PerformanceDocument.Write(json, "performance", performance);
        json.WriteStartArray("frontier");
        foreach (var point in frontier)
        {
            json.WriteStartObject();
            json.WriteNumber("approval_rate", point.ApprovalRate);
            json.WriteMeasure("bad_rate", point.BadRate);
            json.WriteStartObject("adverse_impact_ratio");
            foreach (var (attribute, ratio) in point.AdverseImpactRatios)
            {
                json.WriteMeasure(attribute, ratio);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
