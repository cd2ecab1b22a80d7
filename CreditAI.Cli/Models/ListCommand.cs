using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models list</c>.</summary>
internal static class ListCommand
{
    public static void AddListCommand(this Command models)
    {
        var format = SharedOptions.Format();
        var command = new Command("list", "Lists the model versions, newest first, how far each is on its way to champion, and their metrics.") { format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            ModelOutput.WriteList(await connection.Registry.ListAsync(cancellationToken), await connection.StagesAsync(cancellationToken), parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
