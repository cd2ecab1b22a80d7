using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary><c>creditai models approve</c>.</summary>
internal static class ApproveCommand
{
    public static void AddApproveCommand(this Command models)
    {
        var version = new Option<int>("--version") { Description = "The version.", HelpName = "N", Required = true };
        var by = new Option<string>("--by") { Description = "Who approves.", HelpName = "NAME", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why.", HelpName = "TEXT", Required = true };
        var format = SharedOptions.Format();
        var command = new NotedCommand(
            "approve",
            "Agrees that a model version becomes champion, on what its latest evaluation has shown.",
            """
              Who promotes it must be somebody else. A new evaluation takes new approvals.
            """)
        {
            version, by, reason, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var evaluation = await connection.Evaluations.ApproveAsync(
                parsed.GetRequiredValue(version), parsed.GetRequiredValue(by), parsed.GetRequiredValue(reason), cancellationToken);
            EvaluationOutput.Write(evaluation, parsed.GetValue(format));
            return ExitCode.Done;
        });
        models.Add(command);
    }
}
