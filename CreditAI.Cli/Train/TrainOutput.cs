using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Train;

/// <summary>What a training run tells.</summary>
internal static class TrainOutput
{
    /// <summary>train, test and model come first and in this order: programs rely on them.</summary>
    public static void WriteJson(Utf8JsonWriter json, TrainingRun run, CrossValidation? validation, string path)
    {
        json.WriteStartObject();
        PerformanceDocument.Write(json, "train", run.Train.Performance);
        PerformanceDocument.Write(json, "test", run.Test.Performance);
        json.WriteStartObject("model");
        json.WriteString("sha256", run.Scorecard.Version);
        json.WriteString("path", path);
        json.WriteEndObject();
        json.WriteStartArray("notes");
        foreach (var note in run.Scorecard.Lineage.Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WritePropertyName("fairness");
        EvaluationDocument.WriteFairness(json, run.Test);
        ProbabilityCalibrationDocument.Write(json, "calibration", run.Test.Calibration);
        if (validation is not null)
        {
            CrossValidationOutput.WriteJson(json, validation);
        }

        json.WriteEndObject();
    }

    public static void WriteText(TrainingRun run, CrossValidation? validation, IReadOnlyList<string> remarks, string path)
    {
        Screen.Title("Performance");
        EvaluationText.WritePerformance([("train", run.Train.Performance), ("test", run.Test.Performance)]);
        if (validation is not null)
        {
            CrossValidationOutput.WriteText(validation);
        }

        EvaluationText.WriteCalibration("held-out rows", run.Test.Calibration);
        Screen.Title("Features by information value");
        Screen.Table(["feature", "bins", "IV", "points, lowest to highest"], run.Scorecard.Terms
            .OrderByDescending(InformationValue)
            .Select(term => (string[])[
                term.Feature.DisplayName,
                Figures.Whole(term.Bins.Count - Binning.First),
                Figures.Short(InformationValue(term)),
                $"{Figures.Points(term.Bins.Min(bin => bin.Points))} to {Figures.Points(term.Bins.Max(bin => bin.Points))}",
            ]));
        WritePairs(run.Scorecard);
        EvaluationText.WriteFairness(run.Test);
        WriteList("Notes", [.. run.Scorecard.Lineage.Notes, .. remarks]);
        Screen.Line();
        Screen.Line($"Scorecard {run.Scorecard.Version}");
        Screen.Line($"written to {path}");
    }

    private static void WritePairs(Scorecard scorecard)
    {
        if (scorecard.Pairs.Count == 0)
        {
            return;
        }

        Screen.Title("Pairs by the range of their points");
        Screen.Table(["pair", "groups", "points, lowest to highest"], scorecard.Pairs
            .Select(pair => (Pair: pair, Low: pair.Points.ToArray().Min(), High: pair.Points.ToArray().Max()))
            .OrderByDescending(row => row.High - row.Low)
            .Select(row => (string[])[
                $"{scorecard.Terms[row.Pair.First].Feature.DisplayName} × {scorecard.Terms[row.Pair.Second].Feature.DisplayName}",
                $"{row.Pair.Rows} × {row.Pair.Columns}",
                $"{Figures.Points(row.Low)} to {Figures.Points(row.High)}",
            ]));
    }

    private static void WriteList(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Screen.Title(title);
        foreach (var line in lines)
        {
            Screen.Line(line);
        }
    }

    /// <summary>IV = Σ (share of favourable − share of unfavourable) · weight of evidence.</summary>
    private static double InformationValue(FeatureTerm term)
    {
        var good = term.Bins.Sum(bin => bin.Favourable);
        var bad = term.Bins.Sum(bin => bin.Count - bin.Favourable);
        return term.Bins.Sum(bin => ((bin.Favourable / good) - ((bin.Count - bin.Favourable) / bad)) * bin.WeightOfEvidence);
    }
}
