using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>Rows by group: of one protected attribute, or of several crossed.</summary>
public sealed class Grouping
{
    private readonly int[] _codes;

    private Grouping(string name, string[] groups, int[] codes)
    {
        Name = name;
        Groups = groups;
        _codes = codes;
    }

    /// <summary>The attribute's name, or those of several joined by |.</summary>
    public string Name { get; }

    /// <summary>In ordinal order; of crossed attributes every combination, whether anybody is in it or not.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Index into <see cref="Groups"/> by row; −1: the row is in no group.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <param name="column">The protected attribute.</param>
    /// <param name="leaveMissingOut">True: rows whose value is missing are in no group, as in Fairlearn; otherwise they are a group of their own.</param>
    public static Grouping Of(GroupColumn column, bool leaveMissingOut = false)
    {
        int[] codes = [.. column.Codes];
        string[] groups = [.. column.Groups];
        var missing = Array.IndexOf(groups, ProtectedAttribute.MissingGroup);
        if (!leaveMissingOut || missing < 0)
        {
            return new Grouping(column.Attribute.Name, groups, codes);
        }

        return new Grouping(
            column.Attribute.Name,
            [.. groups.Where((_, group) => group != missing)],
            Array.ConvertAll(codes, code => code == missing ? -1 : code > missing ? code - 1 : code));
    }

    /// <summary>Every combination of the attributes' groups; a row that is in no group of one of them is in none.</summary>
    public static Grouping Cross(IReadOnlyList<Grouping> attributes) => attributes.Skip(1).Aggregate(attributes[0], Cross);

    /// <summary>Rows of each group, ascending.</summary>
    public int[][] Members()
    {
        var members = Groups.Select(_ => new List<int>()).ToArray();
        for (var row = 0; row < _codes.Length; row++)
        {
            if (_codes[row] >= 0)
            {
                members[_codes[row]].Add(row);
            }
        }

        return [.. members.Select(rows => rows.ToArray())];
    }

    /// <summary>The groups of some rows, in their order.</summary>
    internal Grouping Select(int[] rows) => new(Name, [.. Groups], Array.ConvertAll(rows, row => _codes[row]));

    /// <summary>One group against all others, as the groups 1 and 0.</summary>
    internal int[] Against(string group)
    {
        var one = Groups.Index().Single(pair => pair.Item == group).Index;
        return Array.ConvertAll(_codes, code => code < 0 ? -1 : code == one ? 1 : 0);
    }

    private static Grouping Cross(Grouping left, Grouping right) => new(
        $"{left.Name}|{right.Name}",
        [.. left.Groups.SelectMany(_ => right.Groups, (one, other) => $"{one}|{other}")],
        [.. left._codes.Zip(right._codes, (one, other) => one < 0 || other < 0 ? -1 : (one * right.Groups.Count) + other)]);
}
