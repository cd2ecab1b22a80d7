using System.Globalization;
using System.Text;
using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>The order's member <c>data</c>, both ways.</summary>
internal static class TrainingSourceSection
{
    private const string Folder = "data/";

    public static TrainingSource Read(DocumentNode node)
    {
        if (!node.IsObject)
        {
            return new TrainingSource.OwnDecisions(null, null, null);
        }

        node.AllowOnly("object", "schema", "ledger");
        if (node.Child("ledger") is not null == (node.Child("object") is not null))
        {
            node.Report("must have either object, a key of the object store, with its schema, or ledger");
        }

        return node.Child("ledger") is not null ? ReadLedger(node.RequiredChild("ledger")) : ReadFile(node);
    }

    private static TrainingSource.StoredFile ReadFile(DocumentNode node)
    {
        var key = node.OptionalText("object") ?? "";
        if (key.Length > 0 && (!key.StartsWith(Folder, StringComparison.Ordinal) || key.Split('/').Any(part => part is "" or "." or "..")))
        {
            node.Report("object", $"must be a key that begins with {Folder}");
        }

        // The schema's own faults carry their own paths.
        var schema = new DatasetSchema { Name = "", Label = new Label("", "", null), Features = [] };
        if (node.Raw("schema") is not { } raw)
        {
            if (node.Child("object") is not null)
            {
                node.Report("schema", "is required: a data set's schema, as creditai train takes it");
            }

            return new TrainingSource.StoredFile(key, schema);
        }

        try
        {
            schema = DatasetSchema.Parse(Encoding.UTF8.GetBytes(raw.GetRawText()), "schema");
        }
        catch (InvalidDocumentException exception)
        {
            foreach (var error in exception.Errors)
            {
                node.Report($"schema{error.Path[1..]}", error.Message);
            }
        }

        return new TrainingSource.StoredFile(key, schema);
    }

    private static TrainingSource.OwnDecisions ReadLedger(DocumentNode node)
    {
        if (!node.IsObject)
        {
            return new TrainingSource.OwnDecisions(null, null, null);
        }

        node.AllowOnly("from", "to", "schemaOf");
        var (from, to) = (ReadTime(node, "from"), ReadTime(node, "to"));
        if (from >= to)
        {
            node.Report("to", "must be after from");
        }

        return new TrainingSource.OwnDecisions(from, to, node.Child("schemaOf") is null ? null : node.Integer("schemaOf"));
    }

    private static DateTimeOffset? ReadTime(DocumentNode node, string member)
    {
        if (node.OptionalText(member) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is > 1970 and < 9990)
        {
            return time;
        }

        node.Report(member, "must be a time, such as 2027-01-31T00:00:00Z");
        return null;
    }

    public static void Write(Utf8JsonWriter json, TrainingSource source)
    {
        json.WriteStartObject("data");
        if (source is TrainingSource.StoredFile file)
        {
            json.WriteString("object", file.Key);
            json.WritePropertyName("schema");
            json.WriteRawValue(file.Schema.ToUtf8Json());
        }
        else if (source is TrainingSource.OwnDecisions own)
        {
            json.WriteStartObject("ledger");
            WriteIf("from", own.From);
            WriteIf("to", own.To);
            if (own.SchemaOf is { } version)
            {
                json.WriteNumber("schemaOf", version);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();

        void WriteIf(string member, DateTimeOffset? time)
        {
            if (time is { } at)
            {
                json.WriteString(member, at.UtcDateTime);
            }
        }
    }
}
