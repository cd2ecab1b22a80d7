using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Binnings;

/// <summary>
/// A feature's breaks as a document that an analyst edits: numeric edges, each the lowest value of its bin, or groups of levels.
/// A feature that it does not name is binned by the outcomes.
/// </summary>
public static class BreaksDocument
{
    private const string Format = "creditai-breaks-1";

    /// <param name="binnings">The bins to write, in this order.</param>
    public static byte[] Write(IEnumerable<(Feature Feature, Binning Binning)> binnings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteStartArray("features");
            foreach (var (feature, binning) in binnings)
            {
                json.WriteStartObject();
                json.WriteString("feature", feature.Name);
                ScorecardDocument.WriteBinning(json, binning);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <param name="utf8Json">The document.</param>
    /// <param name="document">What to call it in errors.</param>
    /// <param name="data">The data that it is to bin.</param>
    /// <param name="rows">Their training rows.</param>
    /// <param name="options">The trainer's, for how it smooths evidence.</param>
    /// <returns>Bins by the name of their feature.</returns>
    /// <exception cref="InvalidDocumentException">
    /// Every fault found: a feature or level that the data do not have or that is there twice, edges out of order, a bin without
    /// training rows, a level of the training rows in no group, or evidence that turns against the feature's direction.
    /// </exception>
    public static IReadOnlyDictionary<string, Binning> Read(
        ReadOnlyMemory<byte> utf8Json, string document, Dataset data, int[] rows, LogisticOptions? options = null)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        reader.Root.AllowOnly("format", "features");
        if (reader.Root.Text("format") is var format && format != Format)
        {
            reader.Root.Report("format", $"must be '{Format}'");
        }

        var check = new BreaksCheck(data, rows, options ?? new LogisticOptions());
        var binnings = new Dictionary<string, Binning>(StringComparer.Ordinal);
        foreach (var node in reader.Root.Items("features"))
        {
            if (ReadFeature(node, data, check) is { } read && !binnings.TryAdd(read.Name, read.Binning))
            {
                node.Report("feature", $"'{read.Name}' is there twice");
            }
        }

        reader.ThrowIfFaulty();
        return binnings;
    }

    private static (string Name, Binning Binning)? ReadFeature(DocumentNode node, Dataset data, BreaksCheck check)
    {
        var name = node.Text("feature");
        var column = data.Features.FirstOrDefault(column => column.Feature.Name == name);
        if (column is null)
        {
            node.Report("feature", $"'{name}' is no feature of the schema; it has {string.Join(", ", data.Features.Select(feature => feature.Feature.Name))}");
            return null;
        }

        var table = ScorecardDocument.TableOf(column.Feature);
        node.AllowOnly("feature", table);
        if (node.Child(table) is null)
        {
            node.Report(table, $"{(column.Feature.Kind == FeatureKind.Numeric ? "edges are" : "groups of levels are")} required; [] is one bin for all");
            return null;
        }

        if (!check.CanBeRead(node, column))
        {
            return null;
        }

        var binning = ScorecardDocument.ReadBinning(node, column.Feature);
        check.Bins(node, column, binning);
        return (name, binning);
    }
}
