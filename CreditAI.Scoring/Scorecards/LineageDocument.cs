using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Scorecards;

/// <summary>The lineage as the artifact's last member.</summary>
internal static class LineageDocument
{
    public static void Write(Utf8JsonWriter json, Lineage lineage)
    {
        json.WriteStartObject("lineage");
        json.WriteString("trainer", lineage.Trainer);
        json.WriteString("codeVersion", lineage.CodeVersion);
        json.WriteString("dataSha256", lineage.DataSha256);
        json.WriteNumber("rows", lineage.Rows);
        json.WriteString("split", lineage.Split);
        json.WriteNumber("seed", lineage.Seed);
        json.WriteStartObject("parameters");
        foreach (var (name, value) in lineage.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("notes");
        foreach (var note in lineage.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        PerformanceDocument.Write(json, "train", lineage.Train);
        PerformanceDocument.Write(json, "test", lineage.Test);
        if (lineage.Fairness is { } fairness)
        {
            json.WritePropertyName("fairness");
            fairness.WriteTo(json);
        }

        json.WriteStartArray("scoreQuantiles");
        foreach (var points in lineage.ScoreQuantiles)
        {
            json.WriteNumberValue(points);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static Lineage Read(DocumentNode node)
    {
        node.AllowOnly(
            "trainer", "codeVersion", "dataSha256", "rows", "split", "seed", "parameters", "notes", "train", "test", "fairness", "scoreQuantiles");
        return new Lineage
        {
            Trainer = node.Text("trainer"),
            CodeVersion = node.Text("codeVersion"),
            DataSha256 = node.OptionalText("dataSha256"),
            Rows = node.Integer("rows"),
            Split = node.OptionalText("split"),
            Seed = node.Integer("seed"),
            Parameters = ReadParameters(node.RequiredChild("parameters")),
            Notes = node.Texts("notes"),
            Train = PerformanceDocument.Read(node.Child("train")),
            Test = PerformanceDocument.Read(node.Child("test")),
            Fairness = node.Raw("fairness"),
            ScoreQuantiles = ReadQuantiles(node),
        };
    }

    private static Dictionary<string, double> ReadParameters(DocumentNode node) =>
        node.Names().ToDictionary(name => name, node.Number);

    private static IReadOnlyList<double> ReadQuantiles(DocumentNode node)
    {
        var quantiles = node.Numbers("scoreQuantiles");
        for (var index = 1; index < quantiles.Count; index++)
        {
            if (quantiles[index] < quantiles[index - 1])
            {
                node.Report($"scoreQuantiles[{index}]", "must not be below the one before");
            }
        }

        return quantiles;
    }
}
