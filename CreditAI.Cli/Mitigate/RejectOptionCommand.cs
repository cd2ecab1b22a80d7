using System.CommandLine;
using CreditAI.Scoring.Mitigation.PostProcessing;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate reject-option</c>.</summary>
internal static class RejectOptionCommand
{
    public static Command Create()
    {
        var (columns, decisions, score) = (new ColumnOptions(), new DecisionOptions(), new ScoreOptions());
        var privileged = EqualizedOddsCommand.Privileged();
        var metric = ColumnOptions.Choice("--metric", "What is kept near 0.", RejectOptionMetric.StatisticalParityDifference);
        var bound = new Option<double>("--bound") { Description = "Its largest distance from 0.", DefaultValueFactory = _ => 0.05 };
        var command = new Command("reject-option", "Decides cases near the threshold in favour of the others. Decides by the protected attribute.") { privileged, metric, bound };
        columns.AddTo(command);
        score.AddTo(command);
        decisions.AddTo(command);
        command.SetAction(parsed =>
        {
            decisions.Demand(parsed, "Reject option classification", columns.Attribute(parsed));
            var input = columns.Read(parsed);
            var (scores, before) = score.Read(parsed, input);
            var options = new RejectOptionOptions { Metric = parsed.GetValue(metric), Bound = parsed.GetValue(bound) };
            var found = ColumnOptions.Learn(input.Path, () =>
                RejectOption.Fit(input.Outcomes(input.Learn), MitigationInput.Of(scores, input.Learn), parsed.GetRequiredValue(privileged), options));
            double[] after = [.. input.Groups.Zip(scores, (group, one) => found.Approves(group, one) ? 1d : 0)];
            return decisions.Finish(parsed, columns, input, before, after, json =>
            {
                json.WriteString("method", "reject-option");
                json.WriteString("privileged", found.Privileged);
                json.WriteString("metric", ColumnOptions.Name(options.Metric));
                json.WriteNumber("classification_threshold", found.Threshold);
                json.WriteNumber("roc_margin", found.Margin);
                json.WriteNumber("metric_value", found.MetricValue);
                json.WriteNumber("balanced_accuracy", found.BalancedAccuracy);
                json.WriteBoolean("within_bound", found.IsWithinBound);
            });
        });
        return command;
    }
}
