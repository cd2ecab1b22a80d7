using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary><c>creditai models show</c>.</summary>
internal static class ShowCommand
{
    public static void AddShowCommand(this Command models)
    {
        var version = new Option<int>("--version") { Description = "The version.", HelpName = "N", Required = true };
        var format = SharedOptions.Format();
        var command = new Command("show", "Shows what a model version has shown, newest first: its evaluations, gate by gate, and who approved them.") { version, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var model = await connection.RequireAsync(parsed.GetRequiredValue(version), cancellationToken);
            EvaluationOutput.WriteAll(
                model, (await connection.StagesAsync(cancellationToken))(model), await connection.Evaluations.ListAsync(model.Version, cancellationToken),
                parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
