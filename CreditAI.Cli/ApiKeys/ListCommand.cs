using System.CommandLine;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.ApiKeys;

/// <summary><c>creditai api-keys list</c>.</summary>
internal static class ListCommand
{
    public static void AddListCommand(this Command keys)
    {
        var format = SharedOptions.Format();
        var command = new Command("list", "Lists the keys, newest first, by the part of them that is public.") { format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            ApiKeyOutput.WriteList(await connection.ApiKeys.ListAsync(cancellationToken), TimeProvider.System.GetUtcNow(), parsed.GetValue(format));
            return ExitCode.Done;
        });
        keys.Add(command);
    }
}
