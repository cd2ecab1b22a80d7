using System.CommandLine;
using System.Text.Json;
using CreditAI.Cli.Fairness.Page;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness;

/// <summary><c>creditai fairness</c>.</summary>
internal static class FairnessCommand
{
    public static void AddFairnessCommand(this RootCommand root)
    {
        var data = SharedOptions.Data("Decisions with their outcomes and groups, one row each; no schema is needed.");
        var (delimiter, format, options) = (SharedOptions.Delimiter(), SharedOptions.Format(), new FairnessOptions());
        var page = new Option<string?>("--report") { Description = "Writes one self-contained page with plots.", HelpName = "F.html" };
        var command = new Command("fairness", "Measures the fairness of any decisions, whoever made them.")
        {
            data, delimiter, format, page,
        };
        options.AddTo(command);
        command.AddRecomputeCommand();
        command.AddActionsCommand();
        command.AddUndoCommand();
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(data);
            var columns = options.Columns(parsed);
            var read = InputFiles.Decisions(path, columns, parsed.GetValue(delimiter));
            var request = options.Request(parsed, read);
            var report = Screen.Working("Measuring", () => FairnessReport.Of(request));
            if (parsed.GetValue(page) is { } target)
            {
                AtomicFile.Write(target, FairnessPage.Render(report, columns, Path.GetFileName(path)));
            }

            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => FairnessReportDocument.Write(json, report, about => WriteAbout(about, path, columns)));
            }
            else
            {
                FairnessText.Write(report, columns);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static void WriteAbout(Utf8JsonWriter json, string path, DecisionColumns columns)
    {
        json.WriteString("data", Path.GetFileName(path));
        json.WriteString("label", columns.Label);
        json.WriteString("decision", columns.Decision);
        json.WriteString("score", columns.Score);
        json.WriteString("weight", columns.Weight);
        json.WriteStartArray("where");
        foreach (var condition in columns.Where)
        {
            json.WriteStringValue(condition);
        }

        json.WriteEndArray();
    }
}
