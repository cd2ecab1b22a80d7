using System.CommandLine;
using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Cli.Mitigate;

/// <summary><c>creditai mitigate reweigh</c>.</summary>
internal static class ReweighCommand
{
    private const string Column = "fair_weight";

    public static Command Create()
    {
        var columns = new ColumnOptions();
        var command = new NotedCommand(
            "reweigh",
            "Weighs rows so that outcome and group are independent.",
            $"  The rows are written with a column {Column}, which the schema of a training\n  names as its weight.");
        columns.AddTo(command);
        command.SetAction(parsed =>
        {
            var input = columns.Read(parsed);
            if (input.File.Header.Contains(Column))
            {
                throw new UsageException($"{input.Path} has a column {Column} already");
            }

            var rows = input.Outcomes(input.Learn);
            var reweighing = ColumnOptions.Learn(input.Path, () => Reweighing.Of(rows));
            double[] weights = reweighing.Weights();
            CsvFile.Write(columns.Out(parsed), [.. input.File.Header, Column], input.Learn.Select((row, index) =>
                input.File.Rows[row].Append(weights[index].ToString("R", CultureInfo.InvariantCulture))));
            Write(columns.Format(parsed), rows, reweighing, weights);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(OutputFormat format, GroupedOutcomes rows, Reweighing reweighing, double[] weights)
    {
        var groups = rows.Groups.Select((name, code) => (
            Name: name, Before: Share(rows, rows.Weights.ToArray(), code), After: Share(rows, weights, code),
            Favourable: reweighing.FactorOf(code, true), Unfavourable: reweighing.FactorOf(code, false))).ToArray();
        if (format == OutputFormat.Text)
        {
            Screen.Title($"Share of favourable outcomes by {rows.Attribute}, and what weights are multiplied by");
            Screen.Table(["group", "before", "after", "favourable ×", "unfavourable ×"], groups.Select(group => (string[])
                [group.Name, Figures.Short(group.Before), Figures.Short(group.After), Figures.Short(group.Favourable), Figures.Short(group.Unfavourable)]));
            return;
        }

        JsonOutput.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("attribute", rows.Attribute);
            json.WriteNumber("n", rows.Count);
            json.WriteStartObject("by_group");
            foreach (var group in groups)
            {
                json.WriteStartObject(group.Name);
                foreach (var (name, value) in (ReadOnlySpan<(string, double?)>)
                    [("base_rate_before", group.Before), ("base_rate_after", group.After), ("factor_favourable", group.Favourable), ("factor_unfavourable", group.Unfavourable)])
                {
                    if (value is { } number)
                    {
                        json.WriteNumber(name, number);
                    }
                    else
                    {
                        json.WriteNull(name);
                    }
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static double? Share(GroupedOutcomes rows, double[] weights, int group)
    {
        var (good, all) = (0d, 0d);
        for (var row = 0; row < weights.Length; row++)
        {
            if (rows.Codes[row] == group)
            {
                (good, all) = (good + (rows.Favourable[row] ? weights[row] : 0), all + weights[row]);
            }
        }

        return all > 0 ? good / all : null;
    }
}
