using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Reasons;
using CsvHelper;

namespace CreditAI.Cli.Score;

/// <summary>Scored rows as CSV, JSON or a table.</summary>
internal static class ScoreOutput
{
    private const int RowsShown = 20;

    public static void WriteCsv(Stream stream, RowScorer scorer)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        string[] header = ["row", "points", "probability_of_default", "decision"];
        var changes = scorer.Explains ? ScorecardCounterfactuals.Usual : 0;
        foreach (var name in header.Concat(Numbered("reason", ScorecardReasons.Usual)).Concat(Numbered("change", changes)))
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
        foreach (var row in scorer.Rows())
        {
            csv.WriteField(row.Row);
            csv.WriteField(row.Result.Points);
            csv.WriteField(row.Result.ProbabilityOfDefault);
            csv.WriteField(row.DecisionText);
            foreach (var text in Padded(row.Reasons.Select(reason => reason.Text), ScorecardReasons.Usual).Concat(Padded(row.CounterfactualTexts, changes)))
            {
                csv.WriteField(text);
            }

            csv.EndRecord();
        }

        csv.Flush();
    }

    public static void WriteJson(Utf8JsonWriter json, string version, RowScorer scorer)
    {
        json.WriteStartObject();
        json.WriteStartObject("model");
        json.WriteString("sha256", version);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in scorer.Rows())
        {
            WriteRow(json, row, scorer.Explains);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteTable(RowScorer scorer)
    {
        ScoredRow[] shown = [.. scorer.Rows().Take(RowsShown + 1)];
        var last = scorer.Explains ? "reasons (points lost), and what would have approved it" : "reasons (points lost)";
        Screen.Table(["row", "points", "PD", "decision", last], shown.Take(RowsShown).Select(row => (string[])[
            row.Row.ToString(CultureInfo.InvariantCulture),
            row.Result.DisplayPoints.ToString(CultureInfo.InvariantCulture),
            row.Result.ProbabilityOfDefault.ToString("0.0%", CultureInfo.InvariantCulture),
            row.DecisionText,
            string.Join('\n', row.Reasons
                .Select(reason => $"{reason.Text}: {reason.Value} ({Figures.Points(reason.PointsLost)})")
                .Concat(row.CounterfactualTexts)),
        ]), lastIsText: true);
        if (shown.Length > RowsShown)
        {
            Screen.Line($"The first {RowsShown} rows are shown; --out F.csv writes all, --format json prints all.");
        }
    }

    private static void WriteRow(Utf8JsonWriter json, ScoredRow row, bool explain)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row.Row);
        json.WriteNumber("points", row.Result.Points);
        json.WriteNumber("display_points", row.Result.DisplayPoints);
        json.WriteNumber("probability_of_default", row.Result.ProbabilityOfDefault);
        json.WriteString("decision", row.Decision is null ? null : row.DecisionText);
        json.WriteStartArray("reasons");
        foreach (var reason in row.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("feature", reason.Feature);
            json.WriteString("text", reason.Text);
            json.WriteNumber("points_lost", reason.PointsLost);
            json.WriteString("value", reason.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (explain)
        {
            WriteCounterfactuals(json, row.Counterfactuals);
        }

        json.WriteEndObject();
    }

    private static void WriteCounterfactuals(Utf8JsonWriter json, IReadOnlyList<Counterfactual>? found)
    {
        if (found is null)
        {
            json.WriteNull("counterfactuals");
            return;
        }

        json.WriteStartArray("counterfactuals");
        foreach (var one in found)
        {
            json.WriteStartObject();
            json.WriteString("text", one.Text);
            json.WriteNumber("points", one.Points);
            json.WriteNumber("distance", one.Distance);
            json.WriteStartArray("changes");
            foreach (var change in one.Changes)
            {
                WriteChange(json, change);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChange(Utf8JsonWriter json, FeatureChange change)
    {
        json.WriteStartObject();
        json.WriteString("feature", change.Feature);
        WriteBound(json, "at_least", change.AtLeast);
        WriteBound(json, "below", change.Below);
        json.WriteStartArray("levels");
        foreach (var level in change.Levels)
        {
            json.WriteStringValue(level);
        }

        json.WriteEndArray();
        json.WriteNumber("distance", change.Distance);
        json.WriteEndObject();
    }

    private static void WriteBound(Utf8JsonWriter json, string name, double? bound)
    {
        if (bound is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static IEnumerable<string> Numbered(string name, int count) => Enumerable.Range(1, count).Select(number => $"{name}_{number}");

    private static IEnumerable<string> Padded(IEnumerable<string> texts, int count) => texts.Concat(Enumerable.Repeat("", count)).Take(count);
}
