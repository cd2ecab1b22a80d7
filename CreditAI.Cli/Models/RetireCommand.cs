using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Models;

/// <summary><c>creditai models retire</c>.</summary>
internal static class RetireCommand
{
    public static void AddRetireCommand(this Command models)
    {
        var version = new Option<int>("--version") { Description = "The version.", HelpName = "N", Required = true };
        var by = new Option<string>("--by") { Description = "Who retires it.", HelpName = "NAME", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var command = new NotedCommand(
            "retire",
            "Takes a model version out of use for good.",
            """
              No alias can point at it again. It stays in the registry, as evidence of what it
              decided.
            """)
        {
            version, by, reason,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var number = parsed.GetRequiredValue(version);
            var isChanged = await connection.Registry.RetireAsync(number, parsed.GetRequiredValue(by), parsed.GetRequiredValue(reason), cancellationToken);
            Screen.Line(isChanged ? $"model version {number} is retired" : $"nothing changed: model version {number} was retired already");
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
