using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Cli.Scorecards.Strategy;

/// <summary><c>creditai strategy</c>.</summary>
internal static class StrategyCommand
{
    public static void AddStrategyCommand(this RootCommand root)
    {
        var model = SharedOptions.Model();
        var data = SharedOptions.Data("Rows whose outcomes are known.");
        var heldOut = SharedOptions.HeldOut();
        var rates = new Option<double[]>("--rates")
        {
            Description = "Approval rates to show, above 0 to 1; without it, 10 % to 100 %.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. Enumerable.Range(1, 10).Select(tenth => tenth / 10d)],
        };
        var revenue = new Option<double?>("--revenue-per-good") { Description = "Earned on an approved application that is repaid; with --loss-per-bad, profit is shown." };
        var loss = new Option<double?>("--loss-per-bad") { Description = "Lost on an approved application that defaults, as a positive amount." };
        var (delimiter, format) = (SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new NotedCommand("strategy", "Shows what approving at each of a row of cut-offs would do.", Notes) { model, data, heldOut, rates, revenue, loss, delimiter, format };
        command.SetAction(parsed =>
        {
            var stakes = Read(parsed.GetValue(revenue), parsed.GetValue(loss));
            var wanted = parsed.GetRequiredValue(rates);
            if (!Array.TrueForAll(wanted, rate => rate is > 0 and <= 1))
            {
                throw new UsageException("--rates are shares: they must lie above 0 and at most at 1");
            }

            var scorecard = InputFiles.Scorecard(parsed.GetRequiredValue(model));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireProtected = false };
            var (rows, judged) = LabelledRows.Read(scorecard, parsed.GetRequiredValue(data), options, parsed.GetValue(heldOut));
            var table = Screen.Working("Measuring", () => StrategyTable.Of(scorecard, rows, judged, wanted, stakes));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => StrategyOutput.WriteJson(json, scorecard, judged.Length, table, stakes));
            }
            else
            {
                StrategyOutput.WriteText(judged.Length, table);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private const string Notes = """
          Approvals, bad rate, adverse impact and profit. It assumes that everybody
          approved behaves as those in the data did; where the data hold only applications
          once approved, see reject-inference.
        """;

    private static Stakes? Read(double? revenue, double? loss)
    {
        if (revenue is null != loss is null)
        {
            throw new UsageException("--revenue-per-good and --loss-per-bad go together");
        }

        return revenue is { } earned && loss is { } lost ? new Stakes(earned, lost) : null;
    }
}
