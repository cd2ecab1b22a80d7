using System.Text;
using System.Text.Json;
using CreditAI.Ledger.Training;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training.Orders;

namespace CreditAI.FairnessWorker.Training;

/// <summary>What a run leaves beside the artifact: which rows, which code, who asked, and what was measured.</summary>
internal static class TrainingEvidence
{
    public static string Write(TrainingRun run, TrainingRows rows, OrderedTraining trained)
    {
        var lineage = trained.Scorecard.Lineage;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("sha256", trained.Scorecard.Version);
            json.WriteString("orderedBy", run.OrderedBy);
            json.WriteString("dataSha256", rows.Sha256);
            json.WriteNumber("rows", rows.Data.Count);
            json.WriteString("codeVersion", lineage.CodeVersion);
            json.WriteString("trainer", lineage.Trainer);
            json.WriteStartObject("parameters");
            foreach (var (name, value) in lineage.Parameters)
            {
                json.WriteNumber(name, value);
            }

            json.WriteEndObject();
            PerformanceDocument.Write(json, "train", lineage.Train);
            PerformanceDocument.Write(json, "test", lineage.Test);
            json.WritePropertyName("fairness");
            WriteFairness(json, lineage);
            WriteSearch(json, trained);
            json.WriteStartArray("notes");
            foreach (var note in lineage.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteFairness(Utf8JsonWriter json, Lineage lineage)
    {
        if (lineage.Fairness is { } fairness)
        {
            fairness.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void WriteSearch(Utf8JsonWriter json, OrderedTraining trained)
    {
        if (trained.Search is not { } search)
        {
            return;
        }

        json.WriteStartObject("search");
        json.WriteNumber("tried", search.Alternatives.Count);
        json.WriteNumber("chosen", search.Chosen);
        json.WriteString("reason", search.Reason);
        json.WriteEndObject();
    }
}
