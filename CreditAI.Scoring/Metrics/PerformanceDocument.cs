using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Metrics;

/// <summary>Performance as JSON: the same members in the artifact and on the command line.</summary>
public static class PerformanceDocument
{
    /// <summary>Writes nothing when there is no performance.</summary>
    public static void Write(Utf8JsonWriter json, string member, Performance? performance)
    {
        if (performance is null)
        {
            return;
        }

        json.WriteStartObject(member);
        json.WriteNumber("n", performance.N);
        json.WriteMeasure("auc", performance.Auc);
        json.WriteMeasure("ks", performance.Ks);
        json.WriteMeasure("gini", performance.Gini);
        json.WriteMeasure("brier", performance.Brier);
        json.WriteMeasure("log_loss", performance.LogLoss);
        json.WriteMeasure("base_rate", performance.BaseRate);
        if (performance.Undefined is { } reason)
        {
            json.WriteString("undefined", reason);
        }

        json.WriteEndObject();
    }

    internal static Performance? Read(DocumentNode? node)
    {
        if (node is not { } present)
        {
            return null;
        }

        present.AllowOnly("n", "auc", "ks", "gini", "brier", "log_loss", "base_rate", "undefined");
        return new Performance
        {
            N = present.Integer("n"),
            BaseRate = present.OptionalNumber("base_rate"),
            Auc = present.OptionalNumber("auc"),
            Ks = present.OptionalNumber("ks"),
            Gini = present.OptionalNumber("gini"),
            Brier = present.OptionalNumber("brier"),
            LogLoss = present.OptionalNumber("log_loss"),
            Undefined = present.OptionalText("undefined"),
        };
    }
}
