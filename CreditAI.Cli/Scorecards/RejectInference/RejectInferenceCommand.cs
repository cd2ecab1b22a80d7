using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.RejectInference;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Scorecards.RejectInference;

/// <summary><c>creditai reject-inference</c>.</summary>
internal static class RejectInferenceCommand
{
    public static void AddRejectInferenceCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var data = SharedOptions.Data("The approved applications that the scorecard was trained on.");
        var declined = new Option<string>("--declined") { Description = "Declined applications; outcomes are not read.", HelpName = "F.csv", Required = true };
        var output = new Option<string>("--out") { Description = "Both together, to train on.", HelpName = "F.csv", Required = true };
        var schema = new Option<string>("--schema-out") { Description = "The schema that reads it.", HelpName = "S.json", Required = true };
        var trained = new Option<string?>("--model-out") { Description = $"Also trains on it, as creditai train --split {AugmentedCsv.Split} would; the assumption is in the lineage.", HelpName = "M.json" };
        var method = new Option<InferenceMethod>("--method") { Description = "fuzzy: both outcomes by weight; parcelling: one outcome by chance, in bands of score.", DefaultValueFactory = _ => InferenceMethod.Fuzzy };
        var factor = new Option<double>("--factor") { Description = "How many times as likely to default as an approved application of the same score.", DefaultValueFactory = _ => 1 };
        var bands = new Option<int>("--bands") { Description = "Bands of score for parcelling.", DefaultValueFactory = _ => new InferenceOptions().Bands };
        var seed = new Option<int>("--seed") { Description = "Seed of what is drawn.", DefaultValueFactory = _ => 1 };
        var (delimiter, format) = (SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new NotedCommand(
            "reject-inference",
            "Gives declined applications assumed outcomes, to train on.",
            """
              The declined applications come beside the approved ones. What comes of it rests
              on the assumption, which the scorecard's lineage names; held-out rows are
              approved applications only.
            """)
        {
            model, data, declined, output, schema, trained, method, factor, bands, seed, delimiter, format,
        };
        command.SetAction(parsed =>
        {
            var options = new InferenceOptions
            {
                Method = parsed.GetValue(method),
                Factor = parsed.GetValue(factor),
                Bands = parsed.GetValue(bands),
                Seed = parsed.GetValue(seed),
            };
            if (!double.IsFinite(options.Factor) || !(options.Factor > 0) || options.Bands < 2)
            {
                throw new UsageException("--factor must be above 0, and --bands 2 or more");
            }

            var files = new RejectInferenceFiles(
                parsed.GetRequiredValue(data), parsed.GetRequiredValue(declined), parsed.GetRequiredValue(output), parsed.GetRequiredValue(schema), parsed.GetValue(trained));
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var inferred = Augment(scorecard, files, options, parsed.GetValue(delimiter));
            var run = files.Model is { } target ? Train(scorecard, files, inferred.Assumption, options.Seed, target) : null;
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => RejectInferenceOutput.WriteJson(json, inferred, files, run));
            }
            else
            {
                RejectInferenceOutput.WriteText(inferred, files, run);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static InferredRows Augment(Scorecard scorecard, RejectInferenceFiles files, InferenceOptions options, char? delimiter)
    {
        var schema = scorecard.Schema;
        string[] protectedNames = [.. schema.Protected.Select(attribute => attribute.Name)];
        var (approved, heldOut) = LabelledRows.Read(
            scorecard, files.Approved, new CsvOptions { Delimiter = delimiter, Extra = [.. protectedNames, schema.Label.Name] }, heldOut: true);
        var declined = InputFiles.Data(
            files.Declined, schema, new CsvOptions { Delimiter = delimiter, RequireLabel = false, Extra = protectedNames });
        int[] trained = [.. Enumerable.Range(0, approved.Count).Except(heldOut)];
        var inferred = Screen.Working("Inferring", () => RejectInferences.Infer(scorecard, approved, trained, declined, options));
        var augmented = new AugmentedCsv(schema, approved, declined, inferred);
        AtomicFile.Write(files.Data, stream => augmented.Write(stream, heldOut.ToHashSet()));
        AtomicFile.Write(files.Schema, augmented.Schema.ToUtf8Json());
        return inferred;
    }

    private static TrainingRun Train(Scorecard scorecard, RejectInferenceFiles files, string assumption, int seed, string target)
    {
        var split = RowSplit.Parse(AugmentedCsv.Split);
        var data = InputFiles.Data(files.Data, InputFiles.Schema(files.Schema), new CsvOptions { Extra = [split.Column!] });
        var request = new TrainingRequest
        {
            Boosted = scorecard.Lineage.Trainer == BoostedTrainer.Name ? new BoostedOptions { Seed = seed } : null,
            Scale = scorecard.Scale,
            Seed = seed,
            Split = split.Expression,
            DataSha256 = InputFiles.Sha256(files.Data),
        };
        var run = Screen.Working("Training", () => TrainingRun.Run(data, split.Split(data, files.Data, seed), request));
        var lineage = run.Scorecard.Lineage with { Notes = [assumption, .. run.Scorecard.Lineage.Notes] };
        run = run with { Scorecard = run.Scorecard.With(lineage) };
        AtomicFile.Write(target, run.Scorecard.ToUtf8Json());
        return run;
    }
}
