using CreditAI.Scoring.Data;

namespace CreditAI.Scoring.Mitigation;

/// <summary>Outcomes with the group of each row and its weight: what every mitigation learns from.</summary>
public sealed class GroupedOutcomes
{
    private readonly int[] _codes;
    private readonly bool[] _favourable;
    private readonly double[] _weights;

    /// <param name="attribute">The protected attribute's name.</param>
    /// <param name="groups">Group of each row; a missing value is a group of its own, named by the caller.</param>
    /// <param name="favourable">Outcome of each row.</param>
    /// <param name="weights">Weight of each row, 0 or more; null: each counts one.</param>
    /// <exception cref="ArgumentException">There are no rows, or the lengths differ.</exception>
    public GroupedOutcomes(string attribute, IReadOnlyList<string> groups, bool[] favourable, double[]? weights = null)
        : this(attribute, [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], groups, favourable, weights)
    {
    }

    private GroupedOutcomes(string attribute, string[] names, IReadOnlyList<string> groups, bool[] favourable, double[]? weights)
        : this(attribute, names, Code(names, groups), favourable, weights)
    {
    }

    private GroupedOutcomes(string attribute, IReadOnlyList<string> names, int[] codes, bool[] favourable, double[]? weights)
    {
        if (favourable.Length == 0 || codes.Length != favourable.Length || (weights is not null && weights.Length != favourable.Length))
        {
            throw new ArgumentException("groups, outcomes and weights must have one entry for every row, and there must be rows", nameof(favourable));
        }

        Attribute = attribute;
        Groups = names;
        _codes = codes;
        _favourable = favourable;
        _weights = weights ?? Ones(favourable.Length);
    }

    public string Attribute { get; }

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Groups { get; }

    public int Count => _favourable.Length;

    /// <summary>Of each row, an index into <see cref="Groups"/>.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    public ReadOnlySpan<bool> Favourable => _favourable;

    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Rows of a data set with the groups of one of its protected attributes.</summary>
    public static GroupedOutcomes Of(Dataset data, GroupColumn column, ReadOnlySpan<int> rows)
    {
        var (codes, favourable, weights) = (new int[rows.Length], new bool[rows.Length], new double[rows.Length]);
        for (var index = 0; index < rows.Length; index++)
        {
            codes[index] = column.Codes[rows[index]];
            favourable[index] = data.Favourable[rows[index]];
            weights[index] = data.WeightOf(rows[index]);
        }

        return new GroupedOutcomes(column.Attribute.Name, column.Groups, codes, favourable, weights);
    }

    /// <summary>Index of a group.</summary>
    /// <exception cref="ArgumentException">No row has that group.</exception>
    public int IndexOf(string group)
    {
        for (var index = 0; index < Groups.Count; index++)
        {
            if (string.Equals(Groups[index], group, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new ArgumentException($"{Attribute} has no group '{group}'; its groups are {string.Join(", ", Groups)}", nameof(group));
    }

    private static int[] Code(string[] names, IReadOnlyList<string> groups)
    {
        var index = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        return [.. groups.Select(group => index[group])];
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
