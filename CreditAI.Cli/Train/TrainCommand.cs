using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Binnings;
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
        var split = new SplitOption();
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
        var breaks = SharedOptions.Breaks();
        var (scale, boosting) = (new ScaleOptions(), new BoostingOptions());
        var folds = new Option<int?>("--cv") { Description = "Folds of a cross-validation on the training rows, 2 or more; the scorecard does not change.", HelpName = "K" };
        var (delimiter, format, unlessExists) = (SharedOptions.Delimiter(), SharedOptions.Format(), SharedOptions.UnlessExists());
        var command = new Command("train", "Trains a scorecard, tests it on held-out rows, and writes its artifact.")
        {
            data, schema, output, trainer, split.Expression, split.Seed, folds, approval, share, breaks, scale.Points, scale.Odds, scale.DoubleOdds, delimiter, format,
            unlessExists,
        };
        boosting.AddTo(command);
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(unlessExists) && ExistingOutput.IsComplete(parsed.GetRequiredValue(output)))
            {
                return Task.FromResult(ExitCode.Done);
            }

            if (parsed.GetValue(breaks) is not null && parsed.GetRequiredValue(trainer) != LogisticTrainer.Name)
            {
                throw new UsageException($"--breaks goes with --trainer {LogisticTrainer.Name}");
            }

            var request = new TrainingRequest
            {
                Logistic = new LogisticOptions { MinimumShare = Within(parsed.GetValue(share), 0, 0.5, "--minimum-share") },
                Boosted = boosting.Read(parsed, parsed.GetRequiredValue(trainer) == BoostedTrainer.Name, parsed.GetValue(split.Seed)),
                Scale = scale.Read(parsed),
                Seed = parsed.GetValue(split.Seed),
                Split = parsed.GetRequiredValue(split.Expression),
                ApprovalRate = Within(parsed.GetValue(approval), 0, 1, "--approval-rate"),
            };
            var files = new TrainFiles(parsed.GetRequiredValue(data), parsed.GetRequiredValue(schema), parsed.GetRequiredValue(output), parsed.GetValue(breaks));
            var (run, validation, remarks) = Run(files, request, parsed.GetValue(folds), parsed.GetValue(delimiter), cancel);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => TrainOutput.WriteJson(json, run, validation, files.Model));
            }
            else
            {
                TrainOutput.WriteText(run, validation, remarks, files.Model);
            }

            return Task.FromResult(ExitCode.Done);
        });
        root.Add(command);
    }

    private static (TrainingRun Run, CrossValidation? Validation, IReadOnlyList<string> Remarks) Run(
        TrainFiles files, TrainingRequest request, int? folds, char? delimiter, CancellationToken cancel)
    {
        if (folds < 2)
        {
            throw new UsageException("--cv must be 2 or more");
        }

        var split = SplitOption.Parse(request.Split!);
        var schema = InputFiles.Schema(files.Schema);
        var options = new CsvOptions { Delimiter = delimiter, Extra = split.Column is { } column ? [column] : [] };
        var data = InputFiles.Data(files.Data, schema, options);
        var rows = split.Split(data, files.Data, request.Seed);
        var sha256 = InputFiles.Sha256(files.Data);
        if (files.Breaks is { } path)
        {
            var breaks = BreaksDocument.Read(File.ReadAllBytes(path), path, data, rows.Train, request.Logistic);
            request = request with { Logistic = request.Logistic with { Breaks = breaks } };
        }

        TrainingRun? run = null;
        Screen.Counting($"Training on {rows.Train.Length} rows", request.Steps, advance =>
            run = TrainingRun.Run(data, rows, request with { DataSha256 = sha256 }, advance, cancel));
        var validation = folds is { } count ? Validate(data, rows.Train, request, count, cancel) : null;
        cancel.ThrowIfCancellationRequested();
        AtomicFile.Write(files.Model, run!.Scorecard.ToUtf8Json());
        return (run, validation, data.Remarks);
    }

    private static CrossValidation Validate(Dataset data, int[] rows, TrainingRequest request, int folds, CancellationToken cancel)
    {
        CrossValidation? validation = null;
        Screen.Counting($"Cross-validating in {folds} folds", folds, advance => validation = CrossValidation.Run(data, rows, request, folds, advance, cancel));
        return validation!;
    }

    private static double Within(double value, double low, double high, string option) =>
        value >= low && value <= high ? value : throw new UsageException($"{option} must lie between {low} and {high}");
}
