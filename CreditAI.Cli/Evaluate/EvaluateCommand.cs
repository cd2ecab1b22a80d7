using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Evaluate;

/// <summary><c>creditai evaluate</c>.</summary>
internal static class EvaluateCommand
{
    // Without a cut-off there is nothing to be fair about; a common approval rate stands in and the report says so.
    private const double UsualApprovalRate = 0.7;

    public static void AddEvaluateCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var data = SharedOptions.Data("Rows whose outcomes are known.");
        var (delimiter, format, cutOffs) = (SharedOptions.Delimiter(), SharedOptions.Format(), new CutOffOptions());
        var heldOut = new Option<bool>("--held-out")
        {
            Description = "Only the rows that the scorecard's own split held out of training; the data must be the same file.",
        };
        var command = new Command("evaluate", "Measures a scorecard's performance, and its fairness by group, on data with outcomes.")
        {
            model, data, heldOut, delimiter, format,
        };
        cutOffs.AddTo(command);
        command.SetAction(parsed =>
        {
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var cutOff = cutOffs.Read(parsed, scorecard) ?? CutOffs.FromRates(scorecard.Lineage.ScoreQuantiles, UsualApprovalRate);
            var evaluation = Run(scorecard, parsed.GetRequiredValue(data), parsed.GetValue(delimiter), parsed.GetValue(heldOut), cutOff.Approve);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                WriteJson(scorecard, evaluation);
            }
            else
            {
                Screen.Title($"Scorecard {scorecard.Version}");
                EvaluationText.WritePerformance([(parsed.GetValue(heldOut) ? "held out" : "all", evaluation.Performance)]);
                EvaluationText.WriteFairness(evaluation);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static Evaluation Run(Scorecard scorecard, string path, char? delimiter, bool heldOut, double approveAt)
    {
        var split = heldOut ? SplitOf(scorecard, path) : null;
        var options = new CsvOptions { Delimiter = delimiter, Extra = split?.Column is { } column ? [column] : [] };
        var data = InputFiles.Data(path, scorecard.Schema, options);
        int[] rows = split is null ? [.. Enumerable.Range(0, data.Count)] : split.Split(data, path, scorecard.Lineage.Seed).Test;
        return Screen.Working("Measuring", () => Evaluation.Of(scorecard, data, rows, scorecard.Points(scorecard.Encode(data)), approveAt));
    }

    private static RowSplit SplitOf(Scorecard scorecard, string path)
    {
        if (scorecard.Lineage.Split is not { } expression || scorecard.Lineage.DataSha256 is not { } sha256)
        {
            throw new UsageException("--held-out: the scorecard does not say which rows it was trained on");
        }

        return InputFiles.Sha256(path) == sha256
            ? RowSplit.Parse(expression)
            : throw new UsageException($"--held-out: {path} is not the file that the scorecard was trained on");
    }

    private static void WriteJson(Scorecard scorecard, Evaluation evaluation) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        PerformanceDocument.Write(json, "performance", evaluation.Performance);
        json.WritePropertyName("fairness");
        EvaluationDocument.WriteFairness(json, evaluation);
        json.WriteStartObject("model");
        json.WriteString("sha256", scorecard.Version);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
