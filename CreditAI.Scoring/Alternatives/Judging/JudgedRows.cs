using System.Globalization;
using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>Held-out rows that every alternative is judged by: their outcomes, weights and groups.</summary>
internal sealed class JudgedRows
{
    private JudgedRows(int[] rows, bool[] favourable, double[] weights, IReadOnlyList<JudgedAttribute> attributes, IReadOnlyList<string> notes) =>
        (Rows, Favourable, Weights, Attributes, Notes) = (rows, favourable, weights, attributes, notes);

    /// <summary>Row indexes in the data.</summary>
    public int[] Rows { get; }

    public bool[] Favourable { get; }

    public double[] Weights { get; }

    public IReadOnlyList<JudgedAttribute> Attributes { get; }

    /// <summary>Groups that are too small to be judged.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <param name="data">Rows with outcomes.</param>
    /// <param name="rows">Those to judge by.</param>
    /// <param name="attributes">Names of protected attributes.</param>
    /// <param name="minimumN">Fewest rows a group must have here to be judged.</param>
    /// <param name="references">Reference group by attribute, where it is not the schema's; see <see cref="ReferenceGroups"/>.</param>
    /// <exception cref="DatasetException">An attribute has fewer than two groups to compare.</exception>
    public static JudgedRows Of(Dataset data, int[] rows, IReadOnlyList<string> attributes, int minimumN, IReadOnlyDictionary<string, string> references)
    {
        var notes = new List<string>();
        var judged = attributes.Select(name => Attribute(data, rows, name, minimumN, references[name], notes)).ToList();
        return new JudgedRows(
            rows,
            [.. rows.Select(row => data.Favourable[row])],
            [.. rows.Select(data.WeightOf)],
            judged,
            notes);
    }

    private static JudgedAttribute Attribute(Dataset data, int[] rows, string name, int minimumN, string reference, List<string> notes)
    {
        var column = data.Groups.Single(groups => groups.Attribute.Name == name);
        var counts = new int[column.Groups.Count];
        foreach (var row in rows)
        {
            counts[column.Codes[row]]++;
        }

        int[] large = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] >= minimumN)];
        foreach (var code in Enumerable.Range(0, counts.Length).Except(large))
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"{name} '{column.Groups[code]}': {counts[code]} held-out rows are too few to judge by; {minimumN} are asked for"));
        }

        List<string> groups = [.. large.Select(code => column.Groups[code])];
        if (groups.Count < 2 || !groups.Contains(reference))
        {
            throw new DatasetException(
                data.Schema.Name,
                $"protected attribute '{name}' has no two groups of at least {minimumN} held-out rows, the reference '{reference}' among them; there is nothing to compare");
        }

        int[] codes = [.. rows.Select(row => Array.IndexOf(large, column.Codes[row]))];
        return new JudgedAttribute(name, groups, groups.IndexOf(reference), codes);
    }
}
