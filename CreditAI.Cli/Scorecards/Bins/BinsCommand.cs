using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Training;

namespace CreditAI.Cli.Scorecards.Bins;

/// <summary><c>creditai bins</c>.</summary>
internal static class BinsCommand
{
    public static void AddBinsCommand(this RootCommand root)
    {
        var data = SharedOptions.Data("Rows whose outcomes are known.");
        var schema = new Option<string>("--schema") { Description = "What the columns mean.", HelpName = "S.json", Required = true };
        var breaks = SharedOptions.Breaks();
        var output = new Option<string?>("--out") { Description = "Writes the breaks, to edit and give back by --breaks.", HelpName = "B.json" };
        var split = new SplitOption();
        var (delimiter, format) = (SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new NotedCommand("bins", "Shows each feature's bins, and writes them to be edited.", Notes) { data, schema, breaks, output, split.Expression, split.Seed, delimiter, format };
        command.SetAction(parsed =>
        {
            var rows = SplitOption.Parse(parsed.GetRequiredValue(split.Expression));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireProtected = false, Extra = rows.Column is { } column ? [column] : [] };
            var path = parsed.GetRequiredValue(data);
            var loaded = InputFiles.Data(path, InputFiles.Schema(parsed.GetRequiredValue(schema)), options);
            var tables = Count(loaded, rows.Split(loaded, path, parsed.GetValue(split.Seed)).Train, parsed.GetValue(breaks));
            if (parsed.GetValue(output) is { } target)
            {
                AtomicFile.Write(target, BreaksDocument.Write(tables.Select(table => (table.Feature, table.Binning))));
            }

            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => BinsOutput.WriteJson(json, tables));
            }
            else
            {
                BinsOutput.WriteText(tables);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private const string Notes = """
          Weight of evidence and information value are those of the training rows. The
          bins are chosen by the outcomes, or as an edited document has them.
        """;

    private static IReadOnlyList<EvidenceTable> Count(Dataset data, int[] rows, string? breaks)
    {
        var options = new LogisticOptions();
        if (breaks is not null)
        {
            options = options with { Breaks = BreaksDocument.Read(File.ReadAllBytes(breaks), breaks, data, rows, options) };
        }

        return Screen.Working("Binning", () => EvidenceTables.Of(data, rows, options));
    }
}
