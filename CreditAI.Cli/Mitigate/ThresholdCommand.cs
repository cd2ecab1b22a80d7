using System.CommandLine;
using System.Text.Json;
using CreditAI.Scoring.Mitigation.Thresholds;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate threshold</c>.</summary>
internal static class ThresholdCommand
{
    public static Command Create()
    {
        var (columns, decisions, score) = (new ColumnOptions(), new DecisionOptions(), new ScoreOptions());
        var constraint = ColumnOptions.Choice("--constraint", "The rate that is made equal.", ThresholdConstraint.DemographicParity);
        var objective = ColumnOptions.Choice("--objective", "What is made large.", ThresholdObjective.AccuracyScore);
        var grid = new Option<int>("--grid-size") { Description = "Steps of the rate that are tried.", DefaultValueFactory = _ => 1000 };
        var tolerance = new Option<double>("--tolerance") { Description = "How far the rate may differ over groups.", DefaultValueFactory = _ => 0 };
        var flip = new Option<bool>("--flip") { Description = "Lets a group be approved below a threshold too." };
        var command = new Command("threshold", "Finds thresholds by group that make a rate equal. Decides by the protected attribute.") { constraint, objective, grid, tolerance, flip };
        columns.AddTo(command);
        score.AddTo(command);
        decisions.AddTo(command);
        command.SetAction(parsed =>
        {
            decisions.Demand(parsed, "The threshold optimizer", columns.Attribute(parsed));
            var input = columns.Read(parsed);
            var (scores, before) = score.Read(parsed, input);
            var options = new ThresholdOptions
            {
                Constraint = parsed.GetValue(constraint),
                Objective = parsed.GetValue(objective),
                GridSize = parsed.GetValue(grid),
                Tolerance = parsed.GetValue(tolerance),
                Flip = parsed.GetValue(flip),
            };
            var (policy, after) = ColumnOptions.Learn(input.Path, () =>
            {
                var fitted = ThresholdOptimizer.Fit(input.Outcomes(input.Learn), MitigationInput.Of(scores, input.Learn), options);
                return (fitted, input.Groups.Zip(scores, fitted.Probability).ToArray());
            });
            return decisions.Finish(parsed, columns, input, before, after, json => Write(json, policy));
        });
        return command;
    }

    private static void Write(Utf8JsonWriter json, ThresholdPolicy policy)
    {
        json.WriteString("method", "threshold");
        json.WriteString("constraint", ColumnOptions.Name(policy.Options.Constraint));
        json.WriteString("objective", ColumnOptions.Name(policy.Options.Objective));
        json.WriteNumber("grid_size", policy.Options.GridSize);
        json.WriteNumber("tolerance", policy.Options.Tolerance);
        json.WriteNumber("y_best", policy.YBest);
        json.WriteStartObject("groups");
        foreach (var group in policy.Groups)
        {
            json.WriteStartObject(group.Group);
            json.WriteNumber("x", group.X);
            WriteRule(json, 0, group.P0, group.Rule0);
            WriteRule(json, 1, group.P1, group.Rule1);
            json.WriteNumber("p_ignore", group.Ignore);
            json.WriteNumber("prediction_constant", group.Constant);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, int number, double probability, ThresholdRule rule)
    {
        json.WriteNumber($"p{number}", probability);
        json.WriteString($"operator{number}", rule.Operator);
        if (double.IsFinite(rule.Threshold))
        {
            json.WriteNumber($"threshold{number}", rule.Threshold);
        }
        else
        {
            // JSON has no infinity: beyond all scores.
            json.WriteString($"threshold{number}", rule.Threshold > 0 ? "Infinity" : "-Infinity");
        }
    }
}
