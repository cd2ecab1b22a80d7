using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models history</c>.</summary>
internal static class HistoryCommand
{
    public static void AddHistoryCommand(this Command models)
    {
        var alias = new Option<string>("--alias") { Description = "Whose history.", DefaultValueFactory = _ => ModelAlias.Champion };
        alias.AcceptOnlyFromAmong([.. ModelAlias.All]);
        var format = SharedOptions.Format();
        var command = new Command("history", "Says which model version was champion when, newest first, who made it so, and why.") { alias, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var history = await connection.Registry.HistoryAsync(parsed.GetRequiredValue(alias), cancellationToken);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                WriteJson(history);
            }
            else if (history.Count == 0)
            {
                Screen.Line($"no model version was {parsed.GetRequiredValue(alias)} yet");
            }
            else
            {
                Screen.Table(
                    ["version", "from", "until", "by", "reason"],
                    history.Select((promotion, index) => new[]
                    {
                        promotion.ToVersion.ToString(CultureInfo.InvariantCulture), Time(promotion.PromotedAt), index == 0 ? "now" : Time(history[index - 1].PromotedAt),
                        promotion.PromotedBy, promotion.Override is { } why ? $"{promotion.Reason} (overridden: {why})" : promotion.Reason,
                    }), lastIsText: true);
            }

            return ExitCode.Done;
        });
        models.Add(command);
    }

    private static void WriteJson(IReadOnlyList<Promotion> history) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("history");
        foreach (var (index, promotion) in history.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("version", promotion.ToVersion);
            json.WriteString("from", promotion.PromotedAt);
            if (index == 0)
            {
                json.WriteNull("until");
            }
            else
            {
                json.WriteString("until", history[index - 1].PromotedAt);
            }

            json.WriteString("by", promotion.PromotedBy);
            json.WriteString("reason", promotion.Reason);
            json.WriteString("evaluation", promotion.Evaluation?.ToString());
            json.WriteString("override", promotion.Override);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
