using System.CommandLine;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Cli.Scorecards.SwapSets;

/// <summary><c>creditai swap-set</c>.</summary>
internal static class SwapSetCommand
{
    // Where nobody says otherwise, the rate that evaluate takes too.
    private const double UsualApprovalRate = 0.7;

    public static void AddSwapSetCommand(this RootCommand root)
    {
        var models = new Option<string[]>("--model") { Description = "Two scorecards: the one in use, then the other.", HelpName = "M.json", Required = true, Arity = new ArgumentArity(1, 2), AllowMultipleArgumentsPerToken = true };
        var data = SharedOptions.Data("Rows to compare on; without outcomes, bad rates are undefined.");
        var heldOut = SharedOptions.HeldOut();
        var rate = new Option<double>("--approval-rate") { Description = "Share that both approve.", DefaultValueFactory = _ => UsualApprovalRate };
        var (delimiter, format) = (SharedOptions.Delimiter(), SharedOptions.Format());
        var command = new Command("swap-set", "Shows whom a second scorecard would approve in place of whom.")
        {
            models, data, heldOut, rate, delimiter, format,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetRequiredValue(models) is not [var first, var second])
            {
                throw new UsageException("--model is wanted twice: the scorecard in use, then the other");
            }

            if (parsed.GetValue(rate) is not (> 0 and <= 1))
            {
                throw new UsageException("--approval-rate must lie above 0 and at most at 1");
            }

            var cards = (First: InputFiles.Scorecard(first), Second: InputFiles.Scorecard(second));
            var options = new CsvOptions { Delimiter = parsed.GetValue(delimiter), RequireLabel = false, RequireProtected = false };
            var swaps = Compare(cards.First, cards.Second, parsed.GetRequiredValue(data), options, parsed.GetValue(heldOut), parsed.GetValue(rate));
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.Write(json => SwapSetOutput.WriteJson(json, cards.First, cards.Second, swaps));
            }
            else
            {
                SwapSetOutput.WriteText(swaps);
            }

            return ExitCode.Done;
        });
        root.Add(command);
    }

    private static SwapSet Compare(Scorecard first, Scorecard second, string path, CsvOptions options, bool heldOut, double rate)
    {
        if (first.Schema.Label != second.Schema.Label)
        {
            throw new UsageException("the two scorecards' schemas do not take the same outcome as favourable");
        }

        var (data, rows) = LabelledRows.Read(first, path, options, heldOut);
        var (other, otherRows) = LabelledRows.Read(second, path, options, heldOut);
        if (!rows.AsSpan().SequenceEqual(otherRows))
        {
            throw new UsageException("--held-out: the two scorecards did not hold out the same rows");
        }

        return Screen.Working(
            "Comparing", () => SwapSet.Of(data, rows, first.Points(first.Encode(data)), second.Points(second.Encode(other)), rate));
    }
}
