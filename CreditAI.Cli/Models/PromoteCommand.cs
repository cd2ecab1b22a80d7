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
        var (by, reason, overriding, format) = (
            PromotionOptions.By(required: true), PromotionOptions.Reason(required: true), PromotionOptions.Override(), SharedOptions.Format());
        var command = new NotedCommand(
            "promote",
            "Points an alias at a model version.",
            """
              Services swap without a restart, and the history keeps who and why. A champion must
              have passed the policy's gates ('creditai models check') on the champion of now,
              and have the approvals that the policy asks for. --override promotes without; it is
              recorded, with its reason and what was missing.
            """)
        {
            version, alias, by, reason, overriding, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var promotion = await connection.Registry.PromoteAsync(
                new NewPromotion(parsed.GetValue(version), parsed.GetRequiredValue(alias), parsed.GetRequiredValue(by)!, parsed.GetRequiredValue(reason)!)
                {
                    Override = parsed.GetValue(overriding),
                }, cancellationToken);
            ModelOutput.WritePromotion(parsed.GetRequiredValue(alias), parsed.GetValue(version), promotion, parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
