using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Registry;
using CreditAI.Ledger.Registry.Evaluations;
using CreditAI.Scoring.Promotion;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary><c>creditai models check</c>.</summary>
internal static class CheckCommand
{
    public static void AddCheckCommand(this Command models)
    {
        var version = new Option<int>("--version") { Description = "The version to evaluate.", HelpName = "N", Required = true };
        var data = SharedOptions.Data("Rows whose outcomes are known, of the file trained on or of later ones.");
        var (delimiter, by, format) = (SharedOptions.Delimiter(), EvaluationOptions.By("Who evaluates."), SharedOptions.Format());
        var command = new NotedCommand(
            "check",
            "Puts a model version through the gates of the policy and records what it has shown.",
            """
              On rows that neither it nor the champion was trained on: of a file that one of them
              was trained on, those that its split held out. Accuracy against the champion's,
              fairness by the policy, reasons that reproduce, latency. Exit code 0: it passed; 3:
              it did not.
            """)
        {
            version, data, delimiter, by, format,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var path = parsed.GetRequiredValue(data);
            var sha256 = InputFiles.Sha256(path);
            var model = await connection.RequireAsync(parsed.GetRequiredValue(version), cancellationToken);
            var champion = await connection.Registry.FindAliasAsync(ModelAlias.Champion, cancellationToken);
            var policy = await connection.Policies.CurrentAsync(cancellationToken);
            var reader = new ContenderReader(RegistryConnection.OpenArtifacts(), path, parsed.GetValue(delimiter), sha256);
            var contenders = await reader.ReadAsync(champion is null || champion.Version == model.Version ? [model] : [model, champion], policy.Policy, cancellationToken);
            var gates = Screen.Working(
                "Evaluating", () => PromotionGates.Judge(contenders[0], contenders.ElementAtOrDefault(1), policy.Policy, TimeProvider.System));
            var evaluation = await connection.Evaluations.AddAsync(
                new NewEvaluation(
                    model.Version, champion?.Version, policy.Version, Path.GetFileName(path), sha256, contenders[0].Rows.Length, gates,
                    parsed.GetValue(by) ?? Environment.UserName),
                cancellationToken);
            EvaluationOutput.Write(evaluation, parsed.GetValue(format));
            return evaluation.IsPassed ? ExitCode.Done : ExitCode.BadData;
        });
        models.Add(command);
    }
}
