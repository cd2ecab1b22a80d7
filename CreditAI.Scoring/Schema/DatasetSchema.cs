using System.Text;
using System.Text.Json;

namespace CreditAI.Scoring.Schema;

/// <summary>What the columns of a data set mean. It is also a scorecard's signature: the features it takes, by slot.</summary>
public sealed record DatasetSchema
{
    /// <summary>Cell texts that mean "no value", after trimming, unless a schema names its own.</summary>
    public static readonly IReadOnlyList<string> DefaultMissing = ["", "NA", "NaN", "?"];

    public required string Name { get; init; }

    public required Label Label { get; init; }

    public required IReadOnlyList<Feature> Features { get; init; }

    public IReadOnlyList<ProtectedAttribute> Protected { get; init; } = [];

    /// <summary>Column of row weights, each positive. Null: every row counts one.</summary>
    public string? Weight { get; init; }

    public IReadOnlyList<string> Missing { get; init; } = DefaultMissing;

    /// <param name="utf8Json">The document.</param>
    /// <param name="document">What to call it in errors; a file's name where there is one.</param>
    /// <exception cref="Documents.InvalidDocumentException">Every fault found, each with its JSON path.</exception>
    public static DatasetSchema Parse(ReadOnlyMemory<byte> utf8Json, string document = "schema") =>
        SchemaDocument.Parse(utf8Json, document);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, string)"/>
    public static DatasetSchema Parse(string json, string document = "schema") => Parse(Encoding.UTF8.GetBytes(json), document);

    /// <summary>The document in one order of members, indented; parsing it gives the same schema.</summary>
    public byte[] ToUtf8Json()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            SchemaDocument.Write(json, this);
        }

        return buffer.ToArray();
    }
}
