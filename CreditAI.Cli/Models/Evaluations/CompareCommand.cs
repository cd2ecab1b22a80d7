using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Comparisons;

namespace CreditAI.Cli.Models.Evaluations;

/// <summary><c>creditai models compare</c>.</summary>
internal static class CompareCommand
{
    // Where nobody says otherwise, the rate that evaluate takes too.
    private const double UsualApprovalRate = 0.7;

    public static void AddCompareCommand(this Command models)
    {
        var first = new Argument<int>("A") { Description = "A model version, the champion usually." };
        var second = new Argument<int>("B") { Description = "The one that it is compared with." };
        var rate = new Option<double>("--approval-rate") { Description = "Share that both approve in the swap set.", DefaultValueFactory = _ => UsualApprovalRate };
        var (evidence, format) = (new EvidenceOptions(), SharedOptions.Format());
        var command = new NotedCommand(
            "compare",
            "Compares two model versions on the same rows: performance, whom one approves in place of whom, accuracy against fairness.",
            """
              Of a file that one of them was trained on, only rows that its split held out count.
            """)
        {
            first, second, rate, format,
        };
        evidence.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(rate) is not (> 0 and <= 1))
            {
                throw new UsageException("--approval-rate must lie above 0 and at most at 1");
            }

            await using var connection = await RegistryConnection.OpenAsync(cancellationToken);
            var one = await connection.RequireAsync(parsed.GetRequiredValue(first), cancellationToken);
            var other = await connection.RequireAsync(parsed.GetRequiredValue(second), cancellationToken);
            var policy = await connection.Policies.CurrentAsync(cancellationToken);
            var contenders = (await evidence.Open(parsed, connection).ReadAsync([one, other], policy: null, cancellationToken)).Contenders;
            var comparison = Screen.Working(
                "Comparing", () => ModelComparison.Of(contenders[0], contenders[1], parsed.GetValue(rate), policy.Policy.Fairness.MinimumGroup));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => ComparisonOutput.WriteJson(json, one, other, contenders, comparison));
            }
            else
            {
                ComparisonOutput.WriteText(one, other, comparison);
            }

            return ExitCode.Done;
        });
        models.Add(command);
    }
}
