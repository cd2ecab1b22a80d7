using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Scorecards.Drift;

/// <summary>Drift reports as tables or JSON.</summary>
internal static class DriftOutput
{
    public static void WriteText(Scorecard scorecard, IReadOnlyList<(string Path, DriftReport Report)> reports)
    {
        foreach (var (path, report) in reports)
        {
            Screen.Title($"{path}: {Figures.Whole(report.Rows)} rows against {Figures.Whole(report.ReferenceRows)}");
            var names = scorecard.Terms.Select(term => term.Feature.DisplayName);
            Screen.Table(
                ["", "index", $"chance gives{Screen.Break}less than", "verdict", "KS", "p", $"mean shift{Screen.Break}(sd)", $"missing{Screen.Break}before", $"missing{Screen.Break}now"],
                report.Features.Zip(names, (feature, name) => (feature, name))
                    .OrderByDescending(pair => pair.feature.Csi.Value)
                    .Select(pair => Row(pair.name, pair.feature.Csi, pair.feature.Numbers, pair.feature))
                    .Prepend(Row("score (PSI)", report.Score.Deciles, report.Score, null)));
            if (report is { BadRate: { } now, BadRateOfReference: { } before })
            {
                Screen.Line($"bad rate {Figures.Percent(before)} before, {Figures.Percent(now)} now");
            }
        }

        Screen.Line();
        Screen.Line("Features by their bins' index (CSI). KS and its p-value are of the values, missing ones left out; with thousands of rows a small p-value may be a small difference.");
    }

    public static void WriteJson(Utf8JsonWriter json, Scorecard scorecard, string reference, IReadOnlyList<(string Path, DriftReport Report)> reports)
    {
        json.WriteStartObject();
        json.WriteStartObject("model");
        json.WriteString("sha256", scorecard.Version);
        json.WriteEndObject();
        json.WriteString("reference", reference);
        json.WriteStartArray("data");
        foreach (var (path, report) in reports)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteNumber("n", report.Rows);
            json.WriteNumber("n_reference", report.ReferenceRows);
            if (report is { BadRate: { } now, BadRateOfReference: { } before })
            {
                json.WriteMeasure("bad_rate", now);
                json.WriteMeasure("bad_rate_of_reference", before);
            }

            json.WriteStartObject("score");
            WriteNumbers(json, "psi", report.Score);
            json.WriteEndObject();
            json.WriteStartObject("features");
            foreach (var feature in report.Features)
            {
                WriteFeature(json, feature);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string[] Row(string name, StabilityIndex index, NumericDrift? numbers, FeatureDrift? feature) =>
    [
        name,
        Figures.Short(index.Value),
        Figures.Short(index.CriticalValue),
        Word(index.Verdict) ?? Figures.Undefined,
        numbers is null ? "" : Figures.Short(numbers.KolmogorovSmirnov.Statistic),
        numbers is null ? "" : Figures.Probability(numbers.KolmogorovSmirnov.PValue),
        numbers?.CohensD is { } shift ? Figures.Signed(shift) : "",
        feature is null ? "" : Figures.Percent(feature.MissingRateOfReference with { Interval = null }),
        feature is null ? "" : Figures.Percent(feature.MissingRate with { Interval = null }),
    ];

    private static void WriteFeature(Utf8JsonWriter json, FeatureDrift feature)
    {
        json.WriteStartObject(feature.Feature);
        WriteIndex(json, "csi", feature.Csi);
        if (feature.Numbers is { } numbers)
        {
            WriteNumbers(json, "psi_deciles", numbers);
        }

        if (feature.Levels is { } levels)
        {
            WriteIndex(json, "psi_levels", levels);
        }

        json.WriteMeasure("missing_rate_of_reference", feature.MissingRateOfReference);
        json.WriteMeasure("missing_rate", feature.MissingRate);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string index, NumericDrift numbers)
    {
        WriteIndex(json, index, numbers.Deciles);
        json.WriteNumber("ks_statistic", numbers.KolmogorovSmirnov.Statistic);
        json.WriteNumber("ks_p_value", numbers.KolmogorovSmirnov.PValue);
        json.WriteNumber("wasserstein", numbers.Wasserstein);
        json.WriteMeasure("cohens_d", numbers.CohensD);
    }

    private static void WriteIndex(Utf8JsonWriter json, string name, StabilityIndex index)
    {
        json.WriteStartObject(name);
        json.WriteMeasure("value", index.Value);
        json.WriteNumber("n_reference", index.ReferenceRows);
        json.WriteNumber("n", index.Rows);
        json.WriteMeasure("critical_value", index.CriticalValue);
        json.WriteMeasure("p_value", index.PValue);
        json.WriteString("verdict", Word(index.Verdict));
        json.WriteEndObject();
    }

    private static string? Word(StabilityVerdict? verdict) => verdict switch
    {
        StabilityVerdict.Stable => "stable",
        StabilityVerdict.Watch => "watch",
        StabilityVerdict.Act => "act",
        StabilityVerdict.TooFew => "too few to say",
        _ => null,
    };
}
