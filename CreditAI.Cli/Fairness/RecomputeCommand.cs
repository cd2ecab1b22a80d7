using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Ledger;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Fairness.Counting;

namespace CreditAI.Cli.Fairness;

/// <summary><c>creditai fairness recompute</c>.</summary>
internal static class RecomputeCommand
{
    public static void AddRecomputeCommand(this Command fairness)
    {
        var (day, format) = (SharedOptions.Day("--day", "Which day, UTC.", isRequired: true), SharedOptions.Format());
        var command = new NotedCommand(
            "recompute",
            "Counts a day of the ledger again and holds what the fairness worker counted against it.",
            """
              Decisions and outcomes as far as the worker has come, in one snapshot while decisions
              go on; nothing is changed. Exit code 0: the counts are the ledger's; 3: some differ.
            """)
        {
            day, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await LedgerConnection.OpenAsync(cancellationToken);
            var asked = parsed.GetRequiredValue(day)!.Value;
            var (decisions, differences) = await new DayRecount(connection.Database).RunAsync(asked, cancellationToken);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                WriteJson(asked, decisions, differences);
            }
            else
            {
                WriteText(asked, decisions, differences);
            }

            return differences.Count == 0 ? ExitCode.Done : ExitCode.BadData;
        });
        fairness.Add(command);
    }

    private static void WriteText(DateOnly day, long decisions, IReadOnlyList<TallyDifference> differences)
    {
        if (differences.Count > 0)
        {
            Screen.Table(
                ["model version", "count", "counted", "in the ledger"],
                differences.Select(difference => new[]
                {
                    Text(difference.ModelVersion), difference.What, Text(difference.Counted), Text(difference.Recounted),
                }));
        }

        Screen.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{day:yyyy-MM-dd}: {decisions:N0} decisions counted again, {(differences.Count == 0 ? "every count is the ledger's" : $"{differences.Count} counts differ")}"));
    }

    private static void WriteJson(DateOnly day, long decisions, IReadOnlyList<TallyDifference> differences) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteNumber("decisions", decisions);
        json.WriteStartArray("differences");
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteNumber("modelVersion", difference.ModelVersion);
            json.WriteString("count", difference.What);
            json.WriteNumber("counted", difference.Counted);
            json.WriteNumber("ledger", difference.Recounted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
