using System.Globalization;
using System.Text;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Sql;

/// <summary>A feature's bins as one <c>CASE</c> expression.</summary>
internal sealed class SqlCase(SqlText text, IReadOnlyList<string> missing)
{
    /// <param name="column">The column, of the feature's type.</param>
    /// <param name="binning">Gives the conditions; their order is that of the bins, and the first that holds counts.</param>
    /// <param name="result">The expression for a bin. Neighbouring bins of one result become one condition.</param>
    /// <param name="type">Given to the last result, which makes it that of all.</param>
    /// <param name="indent">Spaces before each line.</param>
    public string Of(string column, Binning binning, Func<ushort, string> result, string type, int indent)
    {
        List<(string Condition, string Result)> whens = [(Missing(column, binning), result(Binning.Missing))];
        var otherwise = binning is NumericBinning numeric ? AddRanges(whens, column, numeric, result) : AddLevels(whens, column, (CategoricalBinning)binning, result);
        var space = new string(' ', indent);
        var sql = new StringBuilder("CASE\n");
        foreach (var (condition, then) in whens)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{space}    WHEN {condition} THEN {then}\n");
        }

        return sql.Append(CultureInfo.InvariantCulture, $"{space}    ELSE CAST({otherwise} AS {type})\n{space}END").ToString();
    }

    private string Missing(string column, Binning binning) => binning switch
    {
        NumericBinning when text.IsPostgres => $"{column} IS NULL OR {column} = 'NaN'",
        CategoricalBinning when missing.Count > 0 => $"{column} IS NULL OR {column} IN ({text.Literals(missing)})",
        _ => $"{column} IS NULL",
    };

    private string AddRanges(List<(string, string)> whens, string column, NumericBinning binning, Func<ushort, string> result)
    {
        string?[] outside =
        [
            binning.Minimum is { } minimum ? $"{column} < {SqlText.Number(minimum)}" : text.IsPostgres ? $"{column} = '-Infinity'" : null,
            binning.Maximum is { } maximum ? $"{column} > {SqlText.Number(maximum)}" : text.IsPostgres ? $"{column} = 'Infinity'" : null,
        ];
        if (outside.Any(condition => condition is not null))
        {
            whens.Add((string.Join(" OR ", outside.Where(condition => condition is not null)), result(Binning.Other)));
        }

        for (var edge = 0; edge < binning.Edges.Count; edge++)
        {
            var then = result((ushort)(Binning.First + edge));
            if (then != result((ushort)(Binning.First + edge + 1)))
            {
                whens.Add(($"{column} < {SqlText.Number(binning.Edges[edge])}", then));
            }
        }

        return result((ushort)(binning.Count - 1));
    }

    private string AddLevels(List<(string, string)> whens, string column, CategoricalBinning binning, Func<ushort, string> result)
    {
        var results = binning.Groups.SelectMany((levels, index) => levels.Select(level => (Level: level, Result: result((ushort)(Binning.First + index)))));
        foreach (var levels in results.GroupBy(pair => pair.Result, pair => pair.Level))
        {
            whens.Add(($"{column} IN ({text.Literals(levels)})", levels.Key));
        }

        return result(Binning.Other);
    }
}
