using System.CommandLine;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Mitigation.Methods;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Evaluate;

/// <summary><c>creditai evaluate</c>.</summary>
internal static class EvaluateCommand
{
    // Without a cut-off there is nothing to be fair about; a common approval rate stands in and the report says so.
    private const double UsualApprovalRate = 0.7;

    public static void AddEvaluateCommand(this RootCommand root)
    {
        var (model, methods) = (SharedOptions.Model(), new MethodOptions());
        model.Required = false;
        var data = SharedOptions.Data("Rows whose outcomes are known.");
        data.Aliases.Add("--data-path");
        var (delimiter, format, cutOffs) = (SharedOptions.Delimiter(), SharedOptions.Format(), new CutOffOptions());
        var heldOut = SharedOptions.HeldOut();
        var command = new NotedCommand(
            "evaluate",
            "Measures a scorecard's performance and fairness on known outcomes.",
            """
              With --method in place of --model it measures what a mitigation method does to
              plain numeric columns, as the earlier Python system's evaluation did.
            """)
        {
            model, data, heldOut, delimiter, format,
        };
        cutOffs.AddTo(command);
        methods.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(methods.Method) is { } method)
            {
                RefuseWithMethod(parsed, [model, heldOut, cutOffs.ApproveAt, cutOffs.DeclineBelow, cutOffs.ApprovalRate, cutOffs.ReferralRate]);
                return CompareMethod(methods, method, parsed, parsed.GetRequiredValue(data), parsed.GetValue(delimiter), parsed.GetValue(format));
            }

            methods.RefuseWithoutMethod(parsed);
            var scorecard = InputFiles.Scorecard(parsed.GetValue(model)
                ?? throw new UsageException("--model is required, or --method to fit and measure one of the mitigation methods"));
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
                EvaluationText.WriteCalibration(parsed.GetValue(heldOut) ? "held-out rows" : "all rows", evaluation.Calibration);
                EvaluationText.WriteFairness(evaluation);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static void RefuseWithMethod(ParseResult parsed, Option[] options)
    {
        if (Array.Find(options, option => parsed.GetResult(option) is { Implicit: false }) is { } given)
        {
            throw new UsageException($"{given.Name} does not go with --method, which fits a model of its own");
        }
    }

    private static int CompareMethod(
        MethodOptions methods, MitigationMethod method, ParseResult parsed, string path, char? delimiter, OutputFormat format)
    {
        var folds = methods.Run(parsed, method, path, delimiter);
        if (methods.Output(parsed) is { } output)
        {
            AtomicFile.Write(output, stream =>
            {
                using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
                MethodOutput.WriteJson(json, folds);
            });
        }

        if (format == OutputFormat.Json)
        {
            JsonOutput.Write(json => MethodOutput.WriteJson(json, folds));
        }
        else
        {
            MethodOutput.WriteText(method, folds);
        }

        return ExitCode.Done;
    }

    private static Evaluation Run(Scorecard scorecard, string path, char? delimiter, bool heldOut, double approveAt)
    {
        var (data, rows) = LabelledRows.Read(scorecard, path, new CsvOptions { Delimiter = delimiter }, heldOut);
        return Screen.Working("Measuring", () => Evaluation.Of(scorecard, data, rows, scorecard.Points(scorecard.Encode(data)), approveAt));
    }

    private static void WriteJson(Scorecard scorecard, Evaluation evaluation) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        PerformanceDocument.Write(json, "performance", evaluation.Performance);
        json.WritePropertyName("fairness");
        EvaluationDocument.WriteFairness(json, evaluation);
        ProbabilityCalibrationDocument.Write(json, "calibration", evaluation.Calibration);
        json.WriteStartObject("model");
        json.WriteString("sha256", scorecard.Version);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
