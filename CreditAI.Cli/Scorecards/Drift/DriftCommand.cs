using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Monitoring;

namespace CreditAI.Cli.Scorecards.Drift;

/// <summary><c>creditai drift</c>.</summary>
internal static class DriftCommand
{
    public static void AddDriftCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var reference = new Option<string>("--reference") { Description = "What the others are compared with, such as the training data.", HelpName = "F.csv", Required = true };
        var data = new Option<string[]>("--data")
        {
            Description = "One or more files to compare; outcomes and protected attributes may be absent.",
            HelpName = "F.csv",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var (delimiter, format) = (SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new NotedCommand("drift", "Compares data with a reference: stability and drift tests.", Notes) { model, reference, data, delimiter, format };
        command.SetAction(parsed =>
        {
            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireLabel = false, RequireProtected = false };
            var first = InputFiles.Data(parsed.GetRequiredValue(reference), scorecard.Schema, options);
            var reports = parsed.GetRequiredValue(data).Select(path =>
            {
                var actual = InputFiles.Data(path, scorecard.Schema, options);
                return (path, Screen.Working($"Comparing {path}", () => DriftReport.Of(scorecard, first, actual)));
            }).ToArray();
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => DriftOutput.WriteJson(json, scorecard, parsed.GetRequiredValue(reference), reports));
            }
            else
            {
                DriftOutput.WriteText(scorecard, reports);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private const string Notes = """
          The score's stability (PSI), that of each feature's bins (CSI), and drift tests
          of the values. Below 0.1 is stable, to 0.25 to watch, above to act on, where it
          exceeds what chance gives samples of these sizes (Yurdakul's chi-square
          distribution, at 5 %); where it does not, they are too few to say.
        """;
}
