using System.CommandLine;
using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Mitigation.Reductions;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate reductions</c>.</summary>
internal static class ReductionsCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data("The rows to learn from and to test on.");
        var schema = new Option<string>("--schema") { Description = "What the columns mean.", HelpName = "S.json", Required = true };
        var attribute = new Option<string>("--protected") { Description = "The protected attribute, one of the schema's.", HelpName = "NAME", Required = true };
        var output = new Option<string>("--out") { Description = "The scorecard to write: the reduction's best single member.", HelpName = "M.json", Required = true };
        var algorithm = new Option<string>("--algorithm") { Description = "How it searches.", DefaultValueFactory = _ => "exponentiated-gradient" };
        algorithm.AcceptOnlyFromAmong("exponentiated-gradient", "grid-search");
        var constraint = ColumnOptions.Choice("--constraint", "What the scorecard is held to.", ReductionConstraint.DemographicParity);
        var bound = new Option<double>("--bound") { Description = "Largest distance of a group's rate to all rows'; with bounded_loss, a group's largest error.", DefaultValueFactory = _ => 0.01 };
        var (trainer, split, delimiter, format) = (Trainer(), new SplitOption(), SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new Command("reductions", "Trains a scorecard under a fairness constraint; the protected attribute is not needed to decide.")
        {
            data, schema, attribute, output, algorithm, constraint, bound, trainer, split.Expression, split.Seed, delimiter, format,
        };
        command.SetAction(parsed =>
        {
            var request = new TrainingRequest
            {
                Boosted = parsed.GetRequiredValue(trainer) == BoostedTrainer.Name ? new BoostedOptions { Seed = parsed.GetValue(split.Seed) } : null,
                Seed = parsed.GetValue(split.Seed),
                Split = parsed.GetRequiredValue(split.Expression),
                DataSha256 = InputFiles.Sha256(parsed.GetRequiredValue(data)),
            };
            var options = new ReductionOptions { Constraint = parsed.GetValue(constraint), Bound = parsed.GetValue(bound) };
            var trained = Run(parsed.GetRequiredValue(data), parsed.GetRequiredValue(schema), parsed.GetValue(delimiter), request, parsed.GetRequiredValue(attribute), options, parsed.GetValue(algorithm) == "grid-search");
            AtomicFile.Write(parsed.GetRequiredValue(output), trained.Chosen.Scorecard.ToUtf8Json());
            Write(parsed.GetValue(format), trained, parsed.GetRequiredValue(output));
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string> Trainer()
    {
        var trainer = new Option<string>("--trainer") { Description = "How each member learns.", DefaultValueFactory = _ => LogisticTrainer.Name };
        trainer.AcceptOnlyFromAmong(LogisticTrainer.Name, BoostedTrainer.Name);
        return trainer;
    }

    private static ReducedTraining Run(
        string path, string schemaPath, char? delimiter, TrainingRequest request, string attribute, ReductionOptions options, bool grid)
    {
        var split = SplitOption.Parse(request.Split!);
        var data = InputFiles.Data(path, InputFiles.Schema(schemaPath), new CsvOptions { Delimiter = delimiter, Extra = split.Column is { } column ? [column] : [] });
        var rows = split.Split(data, path, request.Seed);
        return Screen.Working("Training under the constraint", () =>
            ColumnOptions.Learn(path, () => ReducedTraining.Run(data, rows, request, attribute, options, grid)));
    }

    private static void Write(OutputFormat format, ReducedTraining trained, string path)
    {
        if (format == OutputFormat.Text)
        {
            EvaluationText.WritePerformance([("plain, test", trained.Plain.Test.Performance), ("mitigated, test", trained.Chosen.Test.Performance)]);
            Screen.Title("Plain");
            EvaluationText.WriteFairness(trained.Plain.Test);
            Screen.Title("Mitigated");
            EvaluationText.WriteFairness(trained.Chosen.Test);
            Screen.Line($"Scorecard {trained.Chosen.Scorecard.Version}, the best single of {trained.Result.Members.Count}, written to {path}");
            return;
        }

        JsonOutput.Write(json =>
        {
            json.WriteStartObject();
            WriteSide(json, "before", trained.Plain.Test);
            WriteSide(json, "after", trained.Chosen.Test);
            json.WriteStartObject("model");
            json.WriteString("sha256", trained.Chosen.Scorecard.Version);
            json.WriteString("path", path);
            json.WriteEndObject();
            json.WriteNumber("gap", trained.Result.Gap);
            json.WriteStartArray("members");
            foreach (var member in trained.Result.Members)
            {
                json.WriteStartObject();
                json.WriteNumber("weight", member.Weight);
                json.WriteNumber("train_error", member.Error);
                json.WriteNumber("train_violation", member.Violation);
                json.WriteBoolean("chosen", ReferenceEquals(member, trained.Result.BestSingle));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteSide(Utf8JsonWriter json, string name, Evaluation evaluation)
    {
        json.WriteStartObject(name);
        PerformanceDocument.Write(json, "performance", evaluation.Performance);
        json.WritePropertyName("fairness");
        EvaluationDocument.WriteFairness(json, evaluation);
        json.WriteEndObject();
    }
}
