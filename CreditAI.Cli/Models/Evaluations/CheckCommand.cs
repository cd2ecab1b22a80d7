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
        var (evidence, by, format) = (new EvidenceOptions(), EvaluationOptions.By("Who evaluates."), SharedOptions.Format());
        var command = new NotedCommand(
            "check",
            "Puts a model version through the gates of the policy and records what it has shown.",
            """
              Accuracy against the champion's on the same rows, fairness by the policy, reasons
              that reproduce, latency. Of a file that one of the two was trained on, only rows
              that its split held out count. Exit code 0: it passed; 3: it did not.
            """)
        {
            version, by, format,
        };
        evidence.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var model = await connection.RequireAsync(parsed.GetRequiredValue(version), cancellationToken);
            var champion = await connection.Registry.FindAliasAsync(ModelAlias.Champion, cancellationToken);
            var policy = await connection.Policies.CurrentAsync(cancellationToken);
            var rows = await evidence.Open(parsed, connection).ReadAsync(
                champion is null || champion.Version == model.Version ? [model] : [model, champion], policy.Policy, cancellationToken);
            var gates = Screen.Working(
                "Evaluating", () => PromotionGates.Judge(rows.Contenders[0], rows.Contenders.ElementAtOrDefault(1), policy.Policy, TimeProvider.System));
            var evaluation = await connection.Evaluations.AddAsync(
                new NewEvaluation(
                    model.Version, champion?.Version, policy.Version, rows.Data, rows.Sha256, rows.Contenders[0].Rows.Length, gates,
                    parsed.GetValue(by) ?? Environment.UserName),
                cancellationToken);
            EvaluationOutput.Write(evaluation, parsed.GetValue(format));
            return evaluation.IsPassed ? ExitCode.Done : ExitCode.BadData;
        });
        models.Add(command);
    }
}
