using System.CommandLine;
using CreditAI.Scoring.Mitigation.PostProcessing;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate calibrated-odds</c>.</summary>
internal static class CalibratedOddsCommand
{
    public static Command Create()
    {
        var (columns, decisions, score) = (new ColumnOptions(), new DecisionOptions(), new ScoreOptions());
        var privileged = EqualizedOddsCommand.Privileged();
        var cost = ColumnOptions.Choice("--cost", "The generalized error rate that is made equal.", CalibratedCost.Weighted);
        var command = new Command("calibrated-odds", "Replaces some scores by the base rate until an error rate is equal. Decides by the protected attribute.") { privileged, cost };
        command.Aliases.Add("calibrated-equalized-odds");
        columns.AddTo(command);
        score.AddTo(command);
        decisions.AddTo(command);
        command.SetAction(parsed =>
        {
            decisions.Demand(parsed, "Calibrated equalized odds", columns.Attribute(parsed));
            var input = columns.Read(parsed);
            var (scores, before) = score.Read(parsed, input);
            var (found, after) = ColumnOptions.Learn(input.Path, () =>
            {
                var fitted = CalibratedEqualizedOdds.Fit(
                    input.Outcomes(input.Learn), MitigationInput.Of(scores, input.Learn), parsed.GetRequiredValue(privileged), parsed.GetValue(cost));
                return (fitted, input.Groups.Zip(scores, (group, one) => fitted.Probability(group, one, score.CutOff(parsed))).ToArray());
            });
            return decisions.Finish(parsed, columns, input, before, after, json =>
            {
                json.WriteString("method", "calibrated-odds");
                json.WriteString("privileged", found.Privileged);
                json.WriteString("cost", ColumnOptions.Name(found.Cost));
                json.WriteNumber("cut_off", score.CutOff(parsed));
                json.WriteNumber("priv_mix_rate", found.PrivilegedMixRate);
                json.WriteNumber("unpriv_mix_rate", found.OthersMixRate);
                json.WriteNumber("base_rate_priv", found.PrivilegedBaseRate);
                json.WriteNumber("base_rate_unpriv", found.OthersBaseRate);
            });
        });
        return command;
    }
}
