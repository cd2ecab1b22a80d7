using System.Text.Json;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Evaluations;

/// <summary>An evaluation's fairness as JSON.</summary>
public static class EvaluationDocument
{
    /// <summary>Writes the cut-off and the measures by attribute as one object.</summary>
    public static void WriteFairness(Utf8JsonWriter json, Evaluation evaluation)
    {
        json.WriteStartObject();
        json.WriteNumber("approve_at", evaluation.ApproveAt);
        json.WriteStartObject("protected");
        foreach (var fairness in evaluation.Fairness)
        {
            FairnessDocument.Write(json, fairness);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static JsonElement Fairness(Evaluation evaluation)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteFairness(json, evaluation);
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
