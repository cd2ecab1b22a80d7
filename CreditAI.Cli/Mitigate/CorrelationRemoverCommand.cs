using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate correlation-remover</c>.</summary>
internal static class CorrelationRemoverCommand
{
    public static Command Create()
    {
        var (columns, decisions) = (new ColumnOptions(), new DecisionOptions());
        var features = new Option<string>("--features") { Description = "Numeric columns to transform, joined by commas.", HelpName = "A,B", Required = true };
        var strength = new Option<double>("--alpha") { Description = "0 changes nothing, 1 removes all correlation.", DefaultValueFactory = _ => 1 };
        var command = new Command("correlation-remover", "Takes what the groups explain out of features. Scoring then needs the protected attribute.") { features, strength };
        columns.AddTo(command);
        decisions.AddLeaveTo(command);
        command.SetAction(parsed =>
        {
            decisions.Demand(parsed, "The correlation remover", columns.Attribute(parsed));
            var input = columns.Read(parsed);
            string[] names = [.. parsed.GetRequiredValue(features).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            double[][] before = [.. names.Select(input.File.Numbers)];
            double[][] after = ColumnOptions.Learn(input.Path, () => CorrelationRemover
                .Fit(input.Attribute, MitigationInput.Of(input.Groups, input.Learn), [.. before.Select(column => MitigationInput.Of(column, input.Learn))], parsed.GetValue(strength))
                .Transform(input.Groups, before));
            var place = names.Index().ToDictionary(name => Array.IndexOf(input.File.Header, name.Item), name => name.Index);
            CsvFile.Write(columns.Out(parsed), input.File.Header, input.File.Rows.Select((row, index) => row.Select((cell, column) =>
                place.TryGetValue(column, out var feature) ? after[feature][index].ToString("R", CultureInfo.InvariantCulture) : cell)));
            Write(columns.Format(parsed), input, names, before, after);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(OutputFormat format, MitigationInput input, string[] names, double[][] before, double[][] after)
    {
        if (format == OutputFormat.Text)
        {
            Screen.Title($"Largest difference of means between groups of {input.Attribute}");
            Screen.Table(["feature", "before", "after"], names.Select((name, column) => (string[])
                [name, Figures.Short(Spread(input, before[column])), Figures.Short(Spread(input, after[column]))]));
            return;
        }

        JsonOutput.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("attribute", input.Attribute);
            json.WriteNumber("n", input.Report.Length);
            json.WriteStartObject("mean_difference");
            foreach (var (column, name) in names.Index())
            {
                json.WriteStartObject(name);
                json.WriteNumber("before", Spread(input, before[column]));
                json.WriteNumber("after", Spread(input, after[column]));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static double Spread(MitigationInput input, double[] column)
    {
        double[] means = [.. input.Report.GroupBy(row => input.Groups[row], row => column[row], StringComparer.Ordinal).Select(group => group.Average())];
        return means.Max() - means.Min();
    }
}
