using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models promote</c>.</summary>
internal static class PromoteCommand
{
    public static void AddPromoteCommand(this Command models)
    {
        var version = new Option<int>("--version") { Description = "The version to point at.", HelpName = "N", Required = true };
        var alias = new Option<string>("--alias") { Description = "champion decides; challenger is compared with it.", DefaultValueFactory = _ => ModelAlias.Champion };
        alias.AcceptOnlyFromAmong([.. ModelAlias.All]);
        var (by, reason, format) = (PromotionOptions.By(required: true), PromotionOptions.Reason(required: true), SharedOptions.Format());
        var command = new NotedCommand(
            "promote",
            "Points an alias at a model version.",
            """
              Services swap without a restart, and the history keeps who and why.
            """)
        {
            version, alias, by, reason, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var promotion = await connection.Registry.PromoteAsync(
                parsed.GetValue(version), parsed.GetRequiredValue(alias), parsed.GetRequiredValue(by)!, parsed.GetRequiredValue(reason)!,
                onlyIfUnset: false, cancellationToken);
            ModelOutput.WritePromotion(parsed.GetRequiredValue(alias), parsed.GetValue(version), promotion, parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
