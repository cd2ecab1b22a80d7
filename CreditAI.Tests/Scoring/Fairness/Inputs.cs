using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Reports;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Fairness;

/// <summary>The reference's inputs: plain CSV without quotes.</summary>
internal sealed class Inputs(string[] header, string[][] rows)
{
    public static Inputs Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        return new Inputs(lines[0].Split(','), [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))]);
    }

    public (bool[] Favourable, double[] Scores) Scores(string score, string side)
    {
        string[][] chosen = [.. rows.Where(row => row[Column("split")] == side)];
        return ([.. chosen.Select(row => row[Column("y_true")] == "1")], [.. chosen.Select(row => Number(row[Column(score)]))]);
    }

    /// <summary>Test rows only, as the reference counts.</summary>
    public IReadOnlyList<GroupTally> Tallies(string group, string decision, bool weighted) =>
    [
        .. rows.Where(row => row[Column("split")] == "test").GroupBy(row => row[Column(group)], StringComparer.Ordinal).Select(members =>
            members.Select(row => One(members.Key, row, decision, weighted ? Number(row[Column("weight")]) : 1)).Aggregate((sum, one) => sum + one)),
    ];

    /// <summary>What one block of the reference was measured on: its attributes, decision and score, of the test rows.</summary>
    public FairnessRequest Request(JsonProperty block, JsonElement privileged)
    {
        var (model, prediction) = (block.Name.Split('_')[0], block.Name.Split('_')[1]);
        string[][] chosen = [.. rows.Where(row => row[Column("split")] == "test")];
        string[] attributes = [.. block.Value.GetProperty("single").EnumerateObject().Select(attribute => attribute.Name)];
        return new FairnessRequest
        {
            Rows = new DecisionRows(
                Array.ConvertAll(chosen, row => row[Column("y_true")] == "1"),
                Array.ConvertAll(chosen, row => row[Column($"{prediction}_{model}")] == "1"),
                Array.ConvertAll(chosen, row => Number(row[Column($"score_{model}")])),
                Array.ConvertAll(chosen, row => Number(row[Column("weight")]))),
            Protected = [.. attributes.Select(attribute => Groups(attribute, privileged.GetProperty(attribute).ToString()))],
            Intersection = block.Value.TryGetProperty("intersection", out var crossed)
                ? [.. crossed.GetProperty("columns").EnumerateArray().Select(column => Array.IndexOf(attributes, column.ToString()))]
                : [],
            Control = block.Value.TryGetProperty("conditional", out var conditional) ? Groups(conditional.GetProperty("control").ToString(), null) : null,
        };

        GroupColumn Groups(string attribute, string? group)
        {
            string[] values = Array.ConvertAll(chosen, row => row[Column($"g_{attribute}")]);
            string[] names = [.. values.Distinct().Order(StringComparer.Ordinal)];
            return new GroupColumn(
                new ProtectedAttribute { Name = attribute, DisplayName = attribute, Privileged = group },
                Array.ConvertAll(values, value => Array.IndexOf(names, value)),
                names);
        }
    }

    private GroupTally One(string group, string[] row, string decision, double weight)
    {
        var approved = row[Column(decision)] == "1";
        var favourable = row[Column("y_true")] == "1";
        var selected = approved ? weight : 0;
        return new GroupTally
        {
            Group = group,
            N = 1,
            Weight = weight,
            Selected = selected,
            Outcomes = favourable ? new OutcomeTally(1, weight, selected, 0, 0, 0) : new OutcomeTally(0, 0, 0, 1, weight, selected),
        };
    }

    private int Column(string name) => Array.IndexOf(header, name);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
