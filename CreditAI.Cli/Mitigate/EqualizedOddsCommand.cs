using System.CommandLine;
using CreditAI.Scoring.Mitigation.PostProcessing;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate equalized-odds</c>.</summary>
internal static class EqualizedOddsCommand
{
    public static Command Create()
    {
        var (columns, decisions) = (new ColumnOptions(), new DecisionOptions());
        var decision = new Option<string>("--decision") { Description = "Column of decisions: 1 approved, 0 not.", HelpName = "COLUMN", Required = true };
        var privileged = Privileged();
        var command = new Command("equalized-odds", "Changes decisions by chance until both error rates are equal. Decides by the protected attribute.") { decision, privileged };
        columns.AddTo(command);
        decisions.AddTo(command);
        command.SetAction(parsed =>
        {
            decisions.Demand(parsed, "Equalized odds by changed decisions", columns.Attribute(parsed));
            var input = columns.Read(parsed);
            bool[] approved = input.File.Flags(parsed.GetRequiredValue(decision));
            var found = ColumnOptions.Learn(input.Path, () =>
                EqualizedOdds.Fit(input.Outcomes(input.Learn), MitigationInput.Of(approved, input.Learn), parsed.GetRequiredValue(privileged)));
            double[] before = [.. approved.Select(one => one ? 1d : 0)];
            double[] after = [.. input.Groups.Zip(approved, found.Probability)];
            return decisions.Finish(parsed, columns, input, before, after, json =>
            {
                json.WriteString("method", "equalized-odds");
                json.WriteString("privileged", found.Privileged);
                json.WriteNumber("sp2p", found.PrivilegedKeep);
                json.WriteNumber("sn2p", found.PrivilegedTurn);
                json.WriteNumber("op2p", found.OthersKeep);
                json.WriteNumber("on2p", found.OthersTurn);
                json.WriteNumber("objective", found.Objective);
            });
        });
        return command;
    }

    public static Option<string> Privileged() => new("--privileged") { Description = "The group that all others together are compared with.", HelpName = "GROUP", Required = true };
}
