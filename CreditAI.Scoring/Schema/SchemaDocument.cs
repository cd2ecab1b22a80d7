using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Schema;

/// <summary>The schema as JSON, both ways.</summary>
internal static class SchemaDocument
{
    public static DatasetSchema Parse(ReadOnlyMemory<byte> utf8Json, string document)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        var schema = Read(reader.Root);
        reader.ThrowIfFaulty();
        return schema;
    }

    public static DatasetSchema Read(DocumentNode root)
    {
        root.AllowOnly("$schema", "name", "label", "features", "protected", "weight", "missing");
        var missing = root.Texts("missing");
        var schema = new DatasetSchema
        {
            Name = root.Text("name"),
            Label = ReadLabel(root.RequiredChild("label")),
            Features = [.. root.Items("features").Select(ReadFeature)],
            Protected = [.. root.Items("protected").Select(ReadProtected)],
            Weight = root.OptionalText("weight"),
            Missing = missing.Count > 0 ? missing : DatasetSchema.DefaultMissing,
        };
        SchemaRules.Check(schema, root);
        return schema;
    }

    public static void Write(Utf8JsonWriter json, DatasetSchema schema)
    {
        json.WriteStartObject();
        json.WriteString("name", schema.Name);
        json.WriteStartObject("label");
        json.WriteString("name", schema.Label.Name);
        json.WriteString("favourable", schema.Label.Favourable);
        WriteOptional(json, "unfavourable", schema.Label.Unfavourable);
        json.WriteEndObject();
        json.WriteStartArray("features");
        foreach (var feature in schema.Features)
        {
            WriteFeature(json, feature);
        }

        json.WriteEndArray();
        json.WriteStartArray("protected");
        foreach (var attribute in schema.Protected)
        {
            WriteProtected(json, attribute);
        }

        json.WriteEndArray();
        WriteOptional(json, "weight", schema.Weight);
        json.WriteStartArray("missing");
        foreach (var marker in schema.Missing)
        {
            json.WriteStringValue(marker);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Label ReadLabel(DocumentNode node)
    {
        if (!node.IsObject)
        {
            return new Label("", "", null);
        }

        node.AllowOnly("name", "favourable", "unfavourable");
        return new Label(node.Text("name"), node.Text("favourable"), node.OptionalText("unfavourable"));
    }

    private static Feature ReadFeature(DocumentNode node)
    {
        node.AllowOnly(
            "name", "kind", "direction", "minimum", "maximum", "displayName", "reason", "missingReason", "actionable", "source",
            "bureauScore", "isInquiries", "levels");
        var name = node.Text("name");
        var displayName = node.OptionalText("displayName") ?? name;
        return new Feature
        {
            Name = name,
            Kind = ReadChoice<FeatureKind>(node, "kind", null),
            Direction = ReadChoice<Direction>(node, "direction", Direction.Free),
            Minimum = node.OptionalNumber("minimum"),
            Maximum = node.OptionalNumber("maximum"),
            DisplayName = displayName,
            Reason = node.OptionalText("reason") ?? displayName,
            MissingReason = node.OptionalText("missingReason"),
            Actionable = ReadChoice<Actionability>(node, "actionable", Actionability.None),
            Source = ReadChoice<FeatureSource>(node, "source", FeatureSource.Application),
            BureauScore = ReadBureauScore(node),
            IsInquiries = node.Flag("isInquiries"),
            Levels = node.TextMap("levels").ToDictionary(pair => pair.Key, pair => pair.Value),
        };
    }

    private static BureauScore? ReadBureauScore(DocumentNode feature)
    {
        if (feature.Child("bureauScore") is null)
        {
            return null;
        }

        var node = feature.RequiredChild("bureauScore");
        if (!node.IsObject)
        {
            return null;
        }

        node.AllowOnly("name", "lowest", "highest");
        return new BureauScore(node.Text("name"), node.Number("lowest"), node.Number("highest"));
    }

    private static ProtectedAttribute ReadProtected(DocumentNode node)
    {
        node.AllowOnly("name", "displayName", "privileged", "groups", "bands");
        var name = node.Text("name");
        return new ProtectedAttribute
        {
            Name = name,
            DisplayName = node.OptionalText("displayName") ?? name,
            Privileged = node.OptionalText("privileged"),
            Groups = node.TextMap("groups").ToDictionary(pair => pair.Key, pair => pair.Value),
            Bands = [.. node.Items("bands").Select(band => new Band(band.Text("name"), band.OptionalNumber("from")))],
        };
    }

    private static T ReadChoice<T>(DocumentNode node, string member, T? otherwise)
        where T : struct, Enum
    {
        var text = otherwise is null ? node.Text(member) : node.OptionalText(member);
        if (string.IsNullOrEmpty(text))
        {
            return otherwise ?? default;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (Word(value) == text)
            {
                return value;
            }
        }

        node.Report(member, $"'{text}' is not known; use {string.Join(" or ", Enum.GetValues<T>().Select(Word))}");
        return otherwise ?? default;
    }

    private static void WriteFeature(Utf8JsonWriter json, Feature feature)
    {
        json.WriteStartObject();
        json.WriteString("name", feature.Name);
        json.WriteString("kind", Word(feature.Kind));
        WriteOptional(json, "direction", feature.Direction == Direction.Free ? null : Word(feature.Direction));
        WriteOptional(json, "minimum", feature.Minimum);
        WriteOptional(json, "maximum", feature.Maximum);
        json.WriteString("displayName", feature.DisplayName);
        json.WriteString("reason", feature.Reason);
        WriteOptional(json, "missingReason", feature.MissingReason);
        WriteOptional(json, "actionable", feature.Actionable == Actionability.None ? null : Word(feature.Actionable));
        WriteConsumerReport(json, feature);
        WriteMap(json, "levels", feature.Levels);
        json.WriteEndObject();
    }

    // Left out where it says nothing: an artifact's address is the hash of its bytes, and those without these members keep theirs.
    private static void WriteConsumerReport(Utf8JsonWriter json, Feature feature)
    {
        WriteOptional(json, "source", feature.Source == FeatureSource.Application ? null : Word(feature.Source));
        if (feature.BureauScore is { } score)
        {
            json.WriteStartObject("bureauScore");
            json.WriteString("name", score.Name);
            json.WriteNumber("lowest", score.Lowest);
            json.WriteNumber("highest", score.Highest);
            json.WriteEndObject();
        }

        if (feature.IsInquiries)
        {
            json.WriteBoolean("isInquiries", true);
        }
    }

    private static void WriteProtected(Utf8JsonWriter json, ProtectedAttribute attribute)
    {
        json.WriteStartObject();
        json.WriteString("name", attribute.Name);
        json.WriteString("displayName", attribute.DisplayName);
        WriteOptional(json, "privileged", attribute.Privileged);
        WriteMap(json, "groups", attribute.Groups);
        if (attribute.Bands.Count > 0)
        {
            json.WriteStartArray("bands");
            foreach (var band in attribute.Bands)
            {
                json.WriteStartObject();
                json.WriteString("name", band.Name);
                WriteOptional(json, "from", band.From);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, string member, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(member);
        foreach (var (key, text) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter json, string member, string? text)
    {
        if (text is not null)
        {
            json.WriteString(member, text);
        }
    }

    private static void WriteOptional(Utf8JsonWriter json, string member, double? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(member, value);
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
