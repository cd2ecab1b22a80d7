using System.Globalization;
using System.Text.Json;
using CreditAI.Scoring.Mitigation;

namespace CreditAI.Tests.Scoring.Mitigation;

/// <summary>The rows that the mitigation reference was computed from: outcomes, groups, scores, and the design that its regressions saw.</summary>
internal sealed class ReferenceRows
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    public ReferenceRows(string set)
    {
        Set = set;
        string[] lines = File.ReadAllLines(Reference.File($"reference/{set}/inputs.csv"));
        _header = lines[0].Split(',');
        _rows = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','))];
        Train = [.. Rows("train")];
        Test = [.. Rows("test")];
    }

    /// <summary>Every set with its data file and, for each attribute, the privileged group.</summary>
    public static IReadOnlyDictionary<string, (string File, IReadOnlyDictionary<string, string> Privileged)> Sets { get; } =
        new Dictionary<string, (string, IReadOnlyDictionary<string, string>)>
        {
            ["german"] = ("german_credit", new Dictionary<string, string> { ["age_group"] = "over25", ["sex_as_coded"] = "male", ["foreign_worker"] = "no" }),
            ["hmda_boston"] = ("hmda_boston_1990", new Dictionary<string, string> { ["afam"] = "no", ["single"] = "no" }),
            ["hmeq"] = ("hmeq", new Dictionary<string, string> { ["job"] = "ProfExe" }),
            ["taiwan"] = ("taiwan_default", new Dictionary<string, string> { ["sex"] = "female", ["age_group"] = "25-34" }),
            ["adult"] = ("adult", new Dictionary<string, string> { ["sex"] = "Male", ["race"] = "White" }),
        };

    public string Set { get; }

    /// <summary>Indexes of the training rows.</summary>
    public int[] Train { get; }

    public int[] Test { get; }

    public GroupedOutcomes Outcomes(string attribute, int[] rows) => new(attribute, Text($"g_{attribute}", rows), Favourable(rows));

    /// <summary>The privileged group and all others, as AIF360 sees them.</summary>
    public GroupedOutcomes Binary(string attribute, int[] rows)
    {
        var privileged = Sets[Set].Privileged[attribute];
        return new GroupedOutcomes(attribute, [.. Text($"g_{attribute}", rows).Select(group => group == privileged ? "privileged" : "unprivileged")], Favourable(rows));
    }

    public bool[] Favourable(int[] rows) => [.. Text("y_true", rows).Select(text => text == "1")];

    public double[] Numbers(string column, int[] rows) => [.. Text(column, rows).Select(Number)];

    public string[] Text(string column, int[] rows)
    {
        var index = Array.IndexOf(_header, column);
        return [.. rows.Select(row => _rows[row][index])];
    }

    /// <summary>Columns of the standardised numbers and the levels, named and ordered as the reference has them.</summary>
    public (string[] Names, double[][] Columns) Design(int[] rows)
    {
        string[] lines = File.ReadAllLines(Reference.File($"data/{Sets[Set].File}.csv"));
        string[] header = [.. lines[0].Split(',').Select(name => name.Trim('"'))];
        string[][] cells = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => (string[])[.. line.Split(',').Select(cell => cell.Trim().Trim('"'))])];
        var features = Reference.Json($"reference/{Set}/models.json").GetProperty("spec").GetProperty("features");
        var (names, columns) = (new List<string>(), new List<double[]>());
        foreach (var feature in features.GetProperty("numeric").EnumerateObject())
        {
            string[] texts = [.. rows.Select(row => cells[row][Array.IndexOf(header, feature.Name)])];
            names.Add(feature.Name);
            columns.Add([.. texts.Select(text => Standardised(text, feature.Value))]);
            if (feature.Value.GetProperty("missing_indicator").GetBoolean())
            {
                names.Add($"{feature.Name}__missing");
                columns.Add([.. texts.Select(text => text.Length == 0 ? 1.0 : 0)]);
            }
        }

        foreach (var feature in features.GetProperty("categorical").EnumerateObject())
        {
            // Taiwan's education is a number in the file and a level in the reference.
            var prefix = Set == "taiwan" ? "E" : "";
            string[] texts = [.. rows.Select(row => cells[row][Array.IndexOf(header, feature.Name)]).Select(text => text.Length == 0 ? "missing" : prefix + text)];
            foreach (var level in feature.Value.EnumerateArray().Select(level => level.GetString()!))
            {
                names.Add($"{feature.Name}={level}");
                columns.Add([.. texts.Select(text => text == level ? 1.0 : 0)]);
            }
        }

        return ([.. names], [.. columns]);
    }

    private static double Standardised(string text, JsonElement feature)
    {
        var value = text.Length == 0 ? feature.GetProperty("fill_median").GetDouble() : Number(text);
        return (value - feature.GetProperty("mean").GetDouble()) / feature.GetProperty("std_population").GetDouble();
    }

    private IEnumerable<int> Rows(string side) =>
        Enumerable.Range(0, _rows.Length).Where(row => _rows[row][Array.IndexOf(_header, "split")] == side);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
