using System.Globalization;
using System.Text.Json.Nodes;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.ScoringApi;

/// <summary>A public data set with the schema of examples/, read by itself: plain CSV without quotes.</summary>
internal sealed class PublicDataset
{
    private static readonly string[] Missing = ["", "NA", "NaN", "?"];

    private readonly string[] _header;
    private readonly string[][] _rows;
    private readonly JsonObject _schema;

    /// <exception cref="Exception">The test is skipped where the data is not on the machine.</exception>
    public PublicDataset(string schema, string file)
    {
        Data = Reference.File($"data/{file}.csv");
        Schema = RepositoryFiles.Path("examples", $"{schema}.schema.json");
        _schema = JsonNode.Parse(File.ReadAllBytes(Schema))!.AsObject();
        string[] lines = [.. File.ReadLines(Data).Where(line => line.Length > 0)];
        _header = lines[0].Split(',');
        _rows = [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    public string Data { get; }

    public string Schema { get; }

    /// <summary>A row as a decision request.</summary>
    public JsonObject Application(int row) => new()
    {
        ["applicationId"] = row.ToString(CultureInfo.InvariantCulture),
        ["features"] = Section("features", row, feature => (string)feature["kind"]! == "numeric"),
        ["protected"] = Section("protected", row, attribute => attribute["bands"] is not null),
    };

    /// <summary>The adverse action text that the schema has for a feature of this row.</summary>
    public string ReasonText(int row, string feature)
    {
        var described = _schema["features"]!.AsArray().Single(one => (string)one!["name"]! == feature)!;
        return (string?)(Value(row, feature) is null ? described["missingReason"] : null) ?? (string)described["reason"]!;
    }

    private JsonObject Section(string name, int row, Func<JsonNode, bool> isNumber) => new((_schema[name]?.AsArray() ?? []).Select(
        described =>
        {
            var column = (string)described!["name"]!;
            JsonNode? value = Value(row, column) is not { } cell ? null
                : isNumber(described) ? double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture)
                : cell;
            return KeyValuePair.Create(column, value);
        }));

    private string? Value(int row, string column) => _rows[row][Array.IndexOf(_header, column)].Trim() is var cell && Missing.Contains(cell) ? null : cell;
}
