using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Report;

/// <summary><c>creditai report fairness</c>.</summary>
internal static class FairnessReportCommand
{
    private const int MostDays = 366;

    public static void AddFairnessReportCommand(this Command report)
    {
        var (from, to) = (
            SharedOptions.Day("--from", "First day, UTC.", isRequired: true), SharedOptions.Day("--to", "Last day, UTC; the first one without it.", isRequired: false));
        var model = new Option<int?>("--model") { Description = "Only this model version; without it, every one that decided.", HelpName = "N" };
        var target = new Option<string>("--out") { Description = "Directory that the pages are written to.", HelpName = "DIRECTORY", Required = true };
        var command = new NotedCommand(
            "fairness",
            "Writes a page per day and model version: what was decided by group, what was found, and whether the counts are the ledger's.",
            """
              Each page needs nothing else: no scripts, no pictures from elsewhere. A day is counted
              again from the ledger before its page is written. Exit code 0: written; 1: nobody was
              decided about on these days; 3: written, and counts differ from the ledger.
            """)
        {
            from, to, model, target,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var first = parsed.GetRequiredValue(from)!.Value;
            var last = parsed.GetValue(to) ?? first;
            if (last < first || last.DayNumber - first.DayNumber >= MostDays)
            {
                throw new UsageException($"--to must not be before --from, nor more than {MostDays} days behind it");
            }

            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            var directory = Directory.CreateDirectory(parsed.GetRequiredValue(target)).FullName;
            var (pages, differing) = (0, 0);
            await foreach (var day in new DayReports(connection, TimeProvider.System).ReadAsync(first, last, parsed.GetValue(model), cancellationToken))
            {
                var file = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"fairness-{day.Day:yyyy-MM-dd}-v{day.Model.Version}.html"));
                AtomicFile.Write(file, DayPage.Render(day));
                Screen.Line(file);
                pages++;
                differing += day.Differences.Count > 0 ? 1 : 0;
            }

            if (pages == 0)
            {
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"no decision from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} is counted: nothing is written"));
                return ExitCode.Failed;
            }

            return differing == 0 ? ExitCode.Done : ExitCode.BadData;
        });
        report.Add(command);
    }
}
