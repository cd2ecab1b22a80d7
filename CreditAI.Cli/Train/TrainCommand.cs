using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Train;

/// <summary><c>creditai train</c>.</summary>
internal static class TrainCommand
{
    public static void AddTrainCommand(this RootCommand root)
    {
        var data = SharedOptions.Data("The rows to learn from and to test on.");
        var schema = new Option<string>("--schema") { Description = "What the columns mean.", HelpName = "S.json", Required = true };
        var output = new Option<string>("--out") { Description = "The scorecard to write.", HelpName = "M.json", Required = true };
        var trainer = new Option<string>("--trainer") { Description = "How it learns.", DefaultValueFactory = _ => LogisticTrainer.Name };
        trainer.AcceptOnlyFromAmong(LogisticTrainer.Name, BoostedTrainer.Name);
        var split = new Option<string>("--split")
        {
            Description = "The training rows: index%10<7 by 0-based row index, 0.7 a share drawn by seed, or column:date<2025-01-01. The others test.",
            DefaultValueFactory = _ => "index%10<7",
        };
        var seed = new Option<int>("--seed") { Description = "Seed of whatever is drawn.", DefaultValueFactory = _ => 1 };
        var approval = new Option<double>("--approval-rate")
        {
            Description = "Share of the training rows that the fairness report takes as approved.",
            DefaultValueFactory = _ => 0.7,
        };
        var share = new Option<double>("--minimum-share")
        {
            Description = "Smallest share of the training rows in a bin.",
            DefaultValueFactory = _ => new LogisticOptions().MinimumShare,
        };
        var (scale, boosting) = (new ScaleOptions(), new BoostingOptions());
        var (delimiter, format, unlessExists) = (SharedOptions.Delimiter(), SharedOptions.Format(), SharedOptions.UnlessExists());
        var command = new Command("train", "Trains a scorecard, tests it on held-out rows, and writes its artifact.")
        {
            data, schema, output, trainer, split, seed, approval, share, scale.Points, scale.Odds, scale.DoubleOdds, delimiter, format, unlessExists,
        };
        boosting.AddTo(command);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(unlessExists) && ExistingOutput.IsComplete(parsed.GetRequiredValue(output)))
            {
                return ExitCode.Done;
            }

            var request = new TrainingRequest
            {
                Logistic = new LogisticOptions { MinimumShare = Within(parsed.GetValue(share), 0, 0.5, "--minimum-share") },
                Boosted = boosting.Read(parsed, parsed.GetRequiredValue(trainer) == BoostedTrainer.Name, parsed.GetValue(seed)),
                Scale = scale.Read(parsed),
                Seed = parsed.GetValue(seed),
                Split = parsed.GetRequiredValue(split),
                ApprovalRate = Within(parsed.GetValue(approval), 0, 1, "--approval-rate"),
            };
            var files = new TrainFiles(parsed.GetRequiredValue(data), parsed.GetRequiredValue(schema), parsed.GetRequiredValue(output));
            var (run, remarks) = Run(files, request, parsed.GetValue(delimiter));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => TrainOutput.WriteJson(json, run, files.Model));
            }
            else
            {
                TrainOutput.WriteText(run, remarks, files.Model);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static (TrainingRun Run, IReadOnlyList<string> Remarks) Run(TrainFiles files, TrainingRequest request, char? delimiter)
    {
        var split = ParseSplit(request.Split!);
        var schema = InputFiles.Schema(files.Schema);
        var options = new CsvOptions { Delimiter = delimiter, Extra = split.Column is { } column ? [column] : [] };
        var data = InputFiles.Data(files.Data, schema, options);
        var rows = split.Split(data, files.Data, request.Seed);
        var sha256 = InputFiles.Sha256(files.Data);
        var run = Screen.Working(
            $"Training on {rows.Train.Length} rows", () => TrainingRun.Run(data, rows, request with { DataSha256 = sha256 }));
        AtomicFile.Write(files.Model, run.Scorecard.ToUtf8Json());
        return (run, data.Remarks);
    }

    private static RowSplit ParseSplit(string expression)
    {
        try
        {
            return RowSplit.Parse(expression);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"--split: {fault.Message}");
        }
    }

    private static double Within(double value, double low, double high, string option) =>
        value >= low && value <= high ? value : throw new UsageException($"{option} must lie between {low} and {high}");
}
