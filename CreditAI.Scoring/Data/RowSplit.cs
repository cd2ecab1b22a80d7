using System.Globalization;
using System.Text.RegularExpressions;

namespace CreditAI.Scoring.Data;

/// <summary>
/// Picks the training rows: <c>index%10&lt;7</c> by 0-based row index, <c>0.7</c> a share drawn by seed, or
/// <c>column:date&lt;2025-01-01</c> by a column's value. Comparisons are &lt; &lt;= &gt; &gt;= = !=.
/// </summary>
public abstract partial record RowSplit
{
    /// <summary>The expression as it was given.</summary>
    public required string Expression { get; init; }

    /// <summary>The column whose text is needed in <see cref="Dataset.Extra"/>; null when none is.</summary>
    public virtual string? Column => null;

    /// <exception cref="FormatException">The expression is none of the three; the message shows them.</exception>
    public static RowSplit Parse(string expression)
    {
        var text = expression.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share))
        {
            return share is > 0 and < 1
                ? new ShareSplit(share) { Expression = text }
                : throw new FormatException($"the training share '{text}' must lie between 0 and 1");
        }

        if (IndexForm().Match(text) is { Success: true } index && TryIndex(index, out var modulus, out var bound))
        {
            return new IndexSplit(modulus, ParseComparison(index.Groups["op"].Value), bound) { Expression = text };
        }

        if (ColumnForm().Match(text) is { Success: true } column)
        {
            return new ColumnSplit(column.Groups["name"].Value.Trim(), ParseComparison(column.Groups["op"].Value), column.Groups["value"].Value.Trim())
            {
                Expression = text,
            };
        }

        throw new FormatException($"'{expression}' is no split; write index%10<7, or 0.7, or column:date<2025-01-01");
    }

    /// <exception cref="DatasetException">A column's value cannot be compared, or one side of the split is empty.</exception>
    public SplitRows Split(Dataset data, string file, int seed)
    {
        var picked = PickRows(data, file, seed);
        var rows = Enumerable.Range(0, picked.Length).ToLookup(row => picked[row]);
        int[] train = [.. rows[true]];
        int[] test = [.. rows[false]];
        return train.Length > 0 && test.Length > 0
            ? new SplitRows(train, test)
            : throw new DatasetException(file, $"the split '{Expression}' leaves no rows for {(test.Length == 0 ? "testing" : "training")}");
    }

    /// <summary>True where a row is for training.</summary>
    protected abstract bool[] PickRows(Dataset data, string file, int seed);

    private static bool TryIndex(Match match, out long? modulus, out long bound)
    {
        modulus = match.Groups["mod"] is { Success: true } group && long.TryParse(group.Value, CultureInfo.InvariantCulture, out var value) ? value : null;
        return long.TryParse(match.Groups["bound"].Value, CultureInfo.InvariantCulture, out bound)
            && modulus != 0
            && modulus.HasValue == match.Groups["mod"].Success;
    }

    private static Comparison ParseComparison(string text) => text switch
    {
        "<" => Comparison.Less,
        "<=" => Comparison.LessOrEqual,
        ">" => Comparison.Greater,
        ">=" => Comparison.GreaterOrEqual,
        "!=" => Comparison.NotEqual,
        _ => Comparison.Equal,
    };

    [GeneratedRegex(@"^index\s*(%\s*(?<mod>\d+)\s*)?(?<op><=|>=|==|!=|<|>|=)\s*(?<bound>\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex IndexForm();

    [GeneratedRegex(@"^column:(?<name>[^<>=!]+)(?<op><=|>=|==|!=|<|>|=)(?<value>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ColumnForm();
}
