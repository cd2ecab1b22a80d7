using System.Security.Cryptography;
using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Scorecards;

/// <summary>The artifact as JSON, both ways.</summary>
internal static class ScorecardDocument
{
    private const string Format = "creditai-scorecard-1";

    public static (byte[] Document, string Version) Write(Scorecard scorecard)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WritePropertyName("schema");
            SchemaDocument.Write(json, scorecard.Schema);
            WriteScale(json, scorecard.Scale);
            json.WriteNumber("basePoints", scorecard.BasePoints);
            json.WriteStartArray("terms");
            foreach (var term in scorecard.Terms)
            {
                WriteTerm(json, term);
            }

            json.WriteEndArray();
            PairDocument.Write(json, scorecard);
            LineageDocument.Write(json, scorecard.Lineage);
            json.WriteEndObject();
        }

        var bytes = buffer.ToArray();
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public static Scorecard Parse(ReadOnlyMemory<byte> utf8Json, string document)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        var root = reader.Root;
        if (root.OptionalText("format") is var format && format != Format)
        {
            root.Report("format", format is null
                ? $"this is no scorecard: one begins with its format, '{Format}'"
                : $"'{format}' is not a format known here; expected '{Format}'");
        }

        reader.ThrowIfFaulty();
        root.AllowOnly("format", "schema", "scale", "basePoints", "terms", "pairs", "lineage");
        var schema = SchemaDocument.Read(root.RequiredChild("schema"));
        var scale = ReadScale(root.RequiredChild("scale"));
        var basePoints = root.Number("basePoints");
        reader.ThrowIfFaulty();
        var terms = ReadTerms(root, schema);
        var lineage = LineageDocument.Read(root.RequiredChild("lineage"));
        reader.ThrowIfFaulty();
        var pairs = PairDocument.Read(root, terms);
        reader.ThrowIfFaulty();
        try
        {
            return new Scorecard(schema, scale, basePoints, terms, lineage, pairs);
        }
        catch (ArgumentException fault)
        {
            root.Report("pairs", fault.Message);
            reader.ThrowIfFaulty();
            throw;
        }
    }

    private static void WriteScale(Utf8JsonWriter json, PointScale scale)
    {
        json.WriteStartObject("scale");
        json.WriteNumber("basePoints", scale.BasePoints);
        json.WriteNumber("baseOdds", scale.BaseOdds);
        json.WriteNumber("pointsToDoubleOdds", scale.PointsToDoubleOdds);
        json.WriteNumber("displayMinimum", scale.DisplayMinimum);
        json.WriteNumber("displayMaximum", scale.DisplayMaximum);
        json.WriteEndObject();
    }

    private static PointScale ReadScale(DocumentNode node)
    {
        node.AllowOnly("basePoints", "baseOdds", "pointsToDoubleOdds", "displayMinimum", "displayMaximum");
        var scale = new PointScale(
            node.Number("basePoints"),
            node.Number("baseOdds"),
            node.Number("pointsToDoubleOdds"),
            node.Number("displayMinimum"),
            node.Number("displayMaximum"));
        if (!(scale.BaseOdds > 0) || !(scale.PointsToDoubleOdds > 0) || !(scale.DisplayMinimum < scale.DisplayMaximum))
        {
            node.Report("base odds and points to double the odds must be positive, and the display range must not be empty");
        }

        return scale;
    }

    private static void WriteTerm(Utf8JsonWriter json, FeatureTerm term)
    {
        json.WriteStartObject();
        json.WriteString("feature", term.Feature.Name);
        WriteBinning(json, term.Binning);
        json.WriteStartArray("bins");
        foreach (var bin in term.Bins)
        {
            json.WriteStartObject();
            json.WriteNumber("count", bin.Count);
            json.WriteNumber("favourable", bin.Favourable);
            json.WriteNumber("woe", bin.WeightOfEvidence);
            json.WriteNumber("points", bin.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A numeric feature's table is its edges, a categorical one's its groups of levels.</summary>
    public static string TableOf(Feature feature) => feature.Kind == FeatureKind.Numeric ? "edges" : "levels";

    public static void WriteBinning(Utf8JsonWriter json, Binning binning)
    {
        json.WriteStartArray(binning is NumericBinning ? "edges" : "levels");
        if (binning is NumericBinning numeric)
        {
            foreach (var edge in numeric.Edges)
            {
                json.WriteNumberValue(edge);
            }
        }
        else if (binning is CategoricalBinning categorical)
        {
            foreach (var group in categorical.Groups)
            {
                json.WriteStartObject();
                json.WriteStartArray("any");
                foreach (var level in group)
                {
                    json.WriteStringValue(level);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    /// <exception cref="ArgumentException">The bins are impossible.</exception>
    public static Binning ReadBinning(DocumentNode node, Feature feature) => feature.Kind == FeatureKind.Numeric
        ? new NumericBinning(feature, node.Numbers(TableOf(feature)))
        : new CategoricalBinning(feature, node.Items(TableOf(feature)).Select(group => group.Texts("any")));

    private static List<FeatureTerm> ReadTerms(DocumentNode root, DatasetSchema schema)
    {
        var nodes = root.Items("terms");
        if (nodes.Count != schema.Features.Count)
        {
            root.Report("terms", $"there are {nodes.Count} terms where the schema has {schema.Features.Count} features");
            return [];
        }

        var terms = new List<FeatureTerm>();
        for (var slot = 0; slot < nodes.Count; slot++)
        {
            if (ReadTerm(nodes[slot], schema.Features[slot]) is { } term)
            {
                terms.Add(term);
            }
        }

        return terms;
    }

    private static FeatureTerm? ReadTerm(DocumentNode node, Feature feature)
    {
        node.AllowOnly("feature", TableOf(feature), "bins");
        if (node.Text("feature") != feature.Name)
        {
            node.Report("feature", $"must be '{feature.Name}': terms are in the order of the schema's features");
        }

        try
        {
            return new FeatureTerm(feature, ReadBinning(node, feature), node.Items("bins").Select(ReadBin));
        }
        catch (ArgumentException fault)
        {
            node.Report(fault.Message);
            return null;
        }
    }

    private static Bin ReadBin(DocumentNode node)
    {
        node.AllowOnly("count", "favourable", "woe", "points");
        return new Bin(node.Number("count"), node.Number("favourable"), node.Number("woe"), node.Number("points"));
    }
}
