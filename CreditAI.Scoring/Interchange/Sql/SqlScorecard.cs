using System.Globalization;
using System.Text;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Interchange.Sql;

/// <summary>
/// A scorecard as one query: every row of a table of applications with its points and probability of default. The sum runs as
/// the engine's does, base, features in slot order, pairs, so in double precision the points are the engine's to the last bit.
/// </summary>
public static class SqlScorecard
{
    private const string Type = "double precision";

    // exp of more overflows a double, which PostgreSQL refuses, and 1 / (1 + exp) is 0 to 307 decimals.
    private const string LargestExponent = "709.78";

    /// <exception cref="InexpressibleException">A name or level cannot be written in the dialect.</exception>
    public static string Write(Scorecard scorecard, SqlOptions options)
    {
        var text = new SqlText(options.Dialect);
        ExchangeNames.Check(scorecard, "SQL", [ExchangeNames.Points, ExchangeNames.ProbabilityOfDefault], SqlText.Fault);
        foreach (var term in scorecard.Terms)
        {
            if (text.NameFault(term.Feature.Name) is { } fault)
            {
                throw new InexpressibleException($"feature '{term.Feature.Name}' cannot be a column: its name {fault}");
            }
        }

        // PostgreSQL would otherwise put a subquery's expression wherever it is named and evaluate it as often.
        string[] fence = text.IsPostgres ? ["    OFFSET 0"] : [];

        // Lines are joined, not a raw literal: what is exported has the same bytes whatever the source's line endings.
        return string.Join('\n', Lines(scorecard, options, text, fence)) + "\n";
    }

    private static IEnumerable<string> Lines(Scorecard scorecard, SqlOptions options, SqlText text, string[] fence) =>
    [
        $"-- Scorecard {scorecard.Version}: every application with its points and probability of default.",
        .. options.View is { } view ? [$"CREATE {(text.IsPostgres ? "OR REPLACE " : "")}VIEW {text.Path(view)} AS"] : (string[])[],
        "SELECT",
        "    application.*,",
        $"    score.points AS {ExchangeNames.Points},",
        "    CASE",
        $"        WHEN odds.log_odds > {LargestExponent} THEN 0",
        $"        WHEN odds.log_odds < -{LargestExponent} THEN 1",
        $"        ELSE CAST(1 AS {Type}) / (1 + EXP(odds.log_odds))",
        $"    END AS {ExchangeNames.ProbabilityOfDefault}",
        $"FROM {text.Path(options.Table)} AS application",
        "CROSS JOIN LATERAL (",
        "    SELECT",
        $"        {string.Join(",\n        ", scorecard.Terms.Select((term, slot) => $"{Column(text, term)} AS slot_{slot}"))}",
        ") AS feature",
        .. PairGroups(scorecard, text, fence),
        "CROSS JOIN LATERAL (",
        "    SELECT",
        $"        {SqlText.Double(scorecard.BasePoints)}{Sum(scorecard, text)} AS points",
        .. fence,
        ") AS score",
        "CROSS JOIN LATERAL (",
        $"    SELECT (score.points - {SqlText.Double(scorecard.Scale.Offset)}) / {SqlText.Double(scorecard.Scale.Factor)} AS log_odds",
        .. fence,
        ") AS odds;",
    ];

    private static string Column(SqlText text, FeatureTerm term)
    {
        var column = $"application.{SqlText.Name(term.Feature.Name)}";
        return term.Binning is NumericBinning ? $"CAST({column} AS {Type})" : text.IsPostgres ? $"CAST({column} AS text) COLLATE \"C\"" : column;
    }

    private static string Sum(Scorecard scorecard, SqlText text)
    {
        var cases = new SqlCase(text, scorecard.Schema.Missing);
        var sum = new StringBuilder();
        for (var slot = 0; slot < scorecard.Terms.Count; slot++)
        {
            var term = scorecard.Terms[slot];
            sum.Append("\n        + ").Append(cases.Of($"feature.slot_{slot}", term.Binning, bin => SqlText.Number(term.PointsOf(bin)), Type, 10));
        }

        for (var index = 0; index < scorecard.Pairs.Count; index++)
        {
            var pair = scorecard.Pairs[index];
            sum.Append(CultureInfo.InvariantCulture, $"\n        + CASE pair.row_{index} * {pair.Columns} + pair.column_{index}\n");
            for (var cell = 0; cell < pair.Points.Length - 1; cell++)
            {
                sum.Append(CultureInfo.InvariantCulture, $"              WHEN {cell} THEN {SqlText.Number(pair.Points[cell])}\n");
            }

            sum.Append(CultureInfo.InvariantCulture, $"              ELSE {SqlText.Double(pair.Points[^1])}\n          END");
        }

        return sum.ToString();
    }

    private static IEnumerable<string> PairGroups(Scorecard scorecard, SqlText text, string[] fence)
    {
        if (scorecard.Pairs.Count == 0)
        {
            return [];
        }

        var cases = new SqlCase(text, scorecard.Schema.Missing);
        var columns = scorecard.Pairs.SelectMany((pair, index) => (string[])[
            $"{Group(pair.First, [.. pair.FirstGroups])} AS row_{index}",
            $"{Group(pair.Second, [.. pair.SecondGroups])} AS column_{index}",
        ]);
        return ["CROSS JOIN LATERAL (", "    SELECT", $"        {string.Join(",\n        ", columns)}", .. fence, ") AS pair"];

        string Group(int slot, ushort[] groups) => cases.Of(
            $"feature.slot_{slot}", scorecard.Terms[slot].Binning, bin => groups[bin].ToString(CultureInfo.InvariantCulture), "integer", 8);
    }
}
