using System.CommandLine;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.ApiKeys;

/// <summary><c>creditai api-keys revoke</c>.</summary>
internal static class RevokeCommand
{
    public static void AddRevokeCommand(this Command keys)
    {
        var prefix = new Option<string>("--key") { Description = "The public part of the key, as list shows it.", HelpName = "PREFIX", Required = true };
        var (by, format) = (CreateCommand.By(), SharedOptions.Format());
        var command = new Command("revoke", "Ends a key for good; services turn it away within a second.") { prefix, by, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var key = await connection.ApiKeys.RevokeAsync(parsed.GetRequiredValue(prefix), parsed.GetRequiredValue(by), cancellationToken);
            ApiKeyOutput.WriteRevoked(key, TimeProvider.System.GetUtcNow(), parsed.GetValue(format));
            return ExitCode.Done;
        });
        keys.Add(command);
    }
}
