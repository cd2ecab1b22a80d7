using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Training.Orders;

/// <summary>A training order as JSON, both ways.</summary>
internal static class TrainingOrderDocument
{
    private const int LongestName = 256;
    private const int MostModels = 500;

    public static TrainingOrder Parse(ReadOnlyMemory<byte> utf8Json, string document)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        var root = reader.Root;
        root.AllowOnly("name", "data", "trainer", "mitigation", "search", "split", "seed", "approvalRate", "referralRate");
        var order = new TrainingOrder(
            ReadName(root), TrainingSourceSection.Read(root.RequiredChild("data")), ReadTrainer(root), MitigationSection.Read(root), ReadSearch(root),
            ReadSplit(root), root.Child("seed") is null ? 1 : root.Integer("seed"),
            Share(root, "approvalRate", 0.7), Share(root, "referralRate", 0.05));
        if (order is { Mitigation: not null, Search: not null })
        {
            root.Report("search", "does not go with a mitigation: a search tries its own");
        }

        if (order.ApprovalRate + order.ReferralRate > 1)
        {
            root.Report("referralRate", "must not be above 1 together with approvalRate");
        }

        reader.ThrowIfFaulty();
        return order;
    }

    public static byte[] Write(TrainingOrder order)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (order.Name is not null)
            {
                json.WriteString("name", order.Name);
            }

            TrainingSourceSection.Write(json, order.Source);
            json.WriteString("trainer", order.Trainer);
            MitigationSection.Write(json, order.Mitigation);
            WriteSearch(json, order.Search);
            json.WriteString("split", order.Split);
            json.WriteNumber("seed", order.Seed);
            json.WriteNumber("approvalRate", order.ApprovalRate);
            json.WriteNumber("referralRate", order.ReferralRate);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string? ReadName(DocumentNode root)
    {
        var name = root.OptionalText("name");
        if (name is not null && (name.Length is 0 or > LongestName || name.Any(char.IsControl)))
        {
            root.Report("name", $"must have 1 to {LongestName} characters, and no control characters");
        }

        return name;
    }

    private static string ReadTrainer(DocumentNode root)
    {
        var trainer = root.OptionalText("trainer") ?? LogisticTrainer.Name;
        if (trainer is not (LogisticTrainer.Name or BoostedTrainer.Name))
        {
            root.Report("trainer", $"'{trainer}' is not known; use {LogisticTrainer.Name} or {BoostedTrainer.Name}");
        }

        return trainer;
    }

    private static SearchOrder? ReadSearch(DocumentNode root)
    {
        if (root.Child("search") is null)
        {
            return null;
        }

        var node = root.RequiredChild("search");
        if (!node.IsObject)
        {
            return null;
        }

        node.AllowOnly("protected", "models", "maximumLoss");
        var models = node.Child("models") is null ? 60 : node.Integer("models");
        if (models is < 2 or > MostModels)
        {
            node.Report("models", $"must lie between 2 and {MostModels}");
        }

        var attributes = node.Texts("protected");
        if (attributes.Count == 0)
        {
            node.Report("protected", "must name at least one protected attribute");
        }

        return new SearchOrder(attributes, models, Share(node, "maximumLoss", 0.005));
    }

    private static string ReadSplit(DocumentNode root)
    {
        var split = root.OptionalText("split") ?? "index%10<7";
        try
        {
            RowSplit.Parse(split);
        }
        catch (FormatException exception)
        {
            root.Report("split", exception.Message);
        }

        return split;
    }

    internal static double Share(DocumentNode node, string member, double unnamed)
    {
        var share = node.OptionalNumber(member) ?? unnamed;
        if (share is not (>= 0 and <= 1))
        {
            node.Report(member, "must lie between 0 and 1");
        }

        return share;
    }

    private static void WriteSearch(Utf8JsonWriter json, SearchOrder? search)
    {
        if (search is null)
        {
            return;
        }

        json.WriteStartObject("search");
        json.WriteStartArray("protected");
        foreach (var attribute in search.Protected)
        {
            json.WriteStringValue(attribute);
        }

        json.WriteEndArray();
        json.WriteNumber("models", search.Models);
        json.WriteNumber("maximumLoss", search.MaximumLoss);
        json.WriteEndObject();
    }
}
