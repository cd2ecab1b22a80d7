using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Reasons;
using CsvHelper;

namespace CreditAI.Cli.Score;

/// <summary>Scored rows as CSV, JSON or a table.</summary>
internal static class ScoreOutput
{
    private const int RowsShown = 20;

    public static void WriteCsv(Stream stream, IEnumerable<ScoredRow> rows)
    {
        using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        string[] header = ["row", "points", "probability_of_default", "decision"];
        foreach (var name in header.Concat(Enumerable.Range(1, ScorecardReasons.Usual).Select(number => $"reason_{number}")))
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
        foreach (var row in rows)
        {
            csv.WriteField(row.Row);
            csv.WriteField(row.Result.Points);
            csv.WriteField(row.Result.ProbabilityOfDefault);
            csv.WriteField(row.DecisionText);
            for (var reason = 0; reason < ScorecardReasons.Usual; reason++)
            {
                csv.WriteField(reason < row.Reasons.Count ? row.Reasons[reason].Text : "");
            }

            csv.EndRecord();
        }

        csv.Flush();
    }

    public static void WriteJson(Utf8JsonWriter json, string version, IEnumerable<ScoredRow> rows)
    {
        json.WriteStartObject();
        json.WriteStartObject("model");
        json.WriteString("sha256", version);
        json.WriteEndObject();
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            WriteRow(json, row);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteTable(IEnumerable<ScoredRow> rows)
    {
        ScoredRow[] shown = [.. rows.Take(RowsShown + 1)];
        Screen.Table(["row", "points", "PD", "decision", "reasons (points lost)"], shown.Take(RowsShown).Select(row => (string[])[
            row.Row.ToString(CultureInfo.InvariantCulture),
            row.Result.DisplayPoints.ToString(CultureInfo.InvariantCulture),
            row.Result.ProbabilityOfDefault.ToString("0.0%", CultureInfo.InvariantCulture),
            row.DecisionText,
            string.Join('\n', row.Reasons.Select(reason => $"{reason.Text}: {reason.Value} ({Figures.Points(reason.PointsLost)})")),
        ]), lastIsText: true);
        if (shown.Length > RowsShown)
        {
            Screen.Line($"The first {RowsShown} rows are shown; --out F.csv writes all, --format json prints all.");
        }
    }

    private static void WriteRow(Utf8JsonWriter json, ScoredRow row)
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
        json.WriteEndObject();
    }
}
