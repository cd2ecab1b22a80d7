using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;

namespace CreditAI.Cli.Models;

/// <summary>Model versions and promotions as tables or JSON.</summary>
internal static class ModelOutput
{
    public static void WriteNothingDone(ModelVersion champion, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteNull("published");
                json.WriteNumber("champion", champion.Version);
                json.WriteEndObject();
            });
        }
        else
        {
            Screen.Line($"nothing published: model version {champion.Version} ({champion.Name}) is champion already");
        }
    }

    public static void WritePublished(ModelVersion model, Promotion? promotion, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WritePropertyName("published");
                WriteModel(json, model);
                WritePromotion(json, promotion);
                json.WriteEndObject();
            });
            return;
        }

        Screen.Line($"model version {model.Version} ({model.Name}): approves at {Figures.Points(model.ApproveAt)} points, declines below {Figures.Points(model.DeclineBelow)}");
        if (promotion is not null)
        {
            Screen.Line(Describe(promotion));
        }
    }

    public static void WritePromotion(string alias, int version, Promotion? promotion, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                WritePromotion(json, promotion);
                json.WriteEndObject();
            });
        }
        else
        {
            Screen.Line(promotion is null ? $"nothing changed: model version {version} is {alias} already" : Describe(promotion));
        }
    }

    public static void WriteList(IReadOnlyList<ModelVersion> models, Func<ModelVersion, string> stageOf, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("models");
                foreach (var model in models)
                {
                    WriteModel(json, model, stageOf(model));
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
        else if (models.Count == 0)
        {
            Screen.Line("the registry is empty; 'creditai models publish' adds a model version");
        }
        else
        {
            Screen.Table(["version", "name", "stage", "test AUC", "approve at", "decline below", "published", "by"], models.Select(model => Row(model, stageOf(model))));
        }
    }

    private static string[] Row(ModelVersion model, string stage) =>
    [
        model.Version.ToString(CultureInfo.InvariantCulture),
        model.Name,
        stage,
        Figures.Short(TestAuc(model)),
        Figures.Points(model.ApproveAt),
        Figures.Points(model.DeclineBelow),
        model.PublishedAt.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        model.PublishedBy,
    ];

    private static double? TestAuc(ModelVersion model)
    {
        using var metrics = JsonDocument.Parse(model.Metrics);
        return metrics.RootElement.TryGetProperty("test", out var test) && test.TryGetProperty("auc", out var auc)
            && auc.ValueKind == JsonValueKind.Number ? auc.GetDouble() : null;
    }

    private static string Describe(Promotion promotion) =>
        $"{promotion.Alias} is now model version {promotion.ToVersion}, before "
        + (promotion.FromVersion is { } before ? $"version {before}" : "none");

    private static void WriteModel(Utf8JsonWriter json, ModelVersion model, string? stage = null)
    {
        json.WriteStartObject();
        json.WriteNumber("version", model.Version);
        json.WriteString("name", model.Name);
        json.WriteString("sha256", model.Sha256);
        json.WriteStartArray("aliases");
        foreach (var alias in model.Aliases)
        {
            json.WriteStringValue(alias);
        }

        json.WriteEndArray();
        json.WriteString("state", model.State);
        if (stage is not null)
        {
            json.WriteString("stage", stage);
        }

        json.WriteNumber("approve_at", model.ApproveAt);
        json.WriteNumber("decline_below", model.DeclineBelow);
        json.WriteString("reason_basis", model.ReasonBasis.ToString().ToLowerInvariant());
        json.WritePropertyName("metrics");
        json.WriteRawValue(model.Metrics);
        json.WriteString("published_at", model.PublishedAt);
        json.WriteString("published_by", model.PublishedBy);
        json.WriteEndObject();
    }

    private static void WritePromotion(Utf8JsonWriter json, Promotion? promotion)
    {
        if (promotion is null)
        {
            json.WriteNull("promotion");
            return;
        }

        json.WriteStartObject("promotion");
        json.WriteString("alias", promotion.Alias);
        if (promotion.FromVersion is { } from)
        {
            json.WriteNumber("from", from);
        }
        else
        {
            json.WriteNull("from");
        }

        json.WriteNumber("to", promotion.ToVersion);
        json.WriteString("by", promotion.PromotedBy);
        json.WriteString("reason", promotion.Reason);
        json.WriteString("at", promotion.PromotedAt);
        json.WriteEndObject();
    }
}
