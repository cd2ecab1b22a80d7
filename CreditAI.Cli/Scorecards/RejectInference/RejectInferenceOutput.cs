using System.Globalization;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.RejectInference;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Scorecards.RejectInference;

/// <summary>What reject inference did, and on what assumption.</summary>
internal static class RejectInferenceOutput
{
    public static void WriteText(InferredRows inferred, RejectInferenceFiles files, TrainingRun? run)
    {
        Screen.Title("Assumption");
        Screen.Line(inferred.Assumption);
        Screen.Line($"Bad rate of the approved {Percent(inferred.BadRateOfApproved)}, of the {Figures.Whole(inferred.Rows.Distinct().LongCount())} declined "
            + $"{Percent(inferred.BadRateOfDeclined)}, as assumed: nobody knows it.");
        Screen.Line($"Training data written to {files.Data}, schema to {files.Schema}; train on it by --split {AugmentedCsv.Split}");
        if (run is not null)
        {
            Screen.Title("Scorecard trained on it");
            EvaluationText.WritePerformance([("approved and inferred", run.Train.Performance), ("approved, held out", run.Test.Performance)]);
            Screen.Line($"Scorecard {run.Scorecard.Version}");
            Screen.Line($"written to {files.Model}");
        }
    }

    public static void WriteJson(Utf8JsonWriter json, InferredRows inferred, RejectInferenceFiles files, TrainingRun? run)
    {
        json.WriteStartObject();
        json.WriteString("assumption", inferred.Assumption);
        json.WriteNumber("declined", inferred.Rows.Distinct().Count());
        json.WriteNumber("bad_rate_of_approved", inferred.BadRateOfApproved);
        json.WriteNumber("assumed_bad_rate_of_declined", inferred.BadRateOfDeclined);
        json.WriteString("data", files.Data);
        json.WriteString("schema", files.Schema);
        json.WriteString("split", AugmentedCsv.Split);
        if (run is not null)
        {
            json.WriteStartObject("model");
            json.WriteString("sha256", run.Scorecard.Version);
            json.WriteString("path", files.Model);
            json.WriteEndObject();
            PerformanceDocument.Write(json, "test", run.Test.Performance);
        }

        json.WriteEndObject();
    }

    private static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);
}
