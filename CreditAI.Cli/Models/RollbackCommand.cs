using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models rollback</c>.</summary>
internal static class RollbackCommand
{
    public static void AddRollbackCommand(this Command models)
    {
        var alias = new Option<string>("--alias") { Description = "The alias to take back.", DefaultValueFactory = _ => ModelAlias.Champion };
        alias.AcceptOnlyFromAmong([.. ModelAlias.All]);
        var (by, reason, format) = (PromotionOptions.By(required: true), PromotionOptions.Reason(required: true), SharedOptions.Format());
        var command = new NotedCommand(
            "rollback",
            "Points an alias back at the model version that it pointed at before.",
            """
              Services swap without a restart, and the history keeps who and why. Said again, it
              goes forward again: a rollback is a move like any other.
            """)
        {
            alias, by, reason, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var promotion = await connection.Registry.RollBackAsync(
                parsed.GetRequiredValue(alias), parsed.GetRequiredValue(by)!, parsed.GetRequiredValue(reason)!, cancellationToken);
            ModelOutput.WritePromotion(promotion.Alias, promotion.ToVersion, promotion, parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
