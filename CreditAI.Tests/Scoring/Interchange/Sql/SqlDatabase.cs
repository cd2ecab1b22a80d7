using CreditAI.Scoring.Interchange.Sql;
using CreditAI.Scoring.Scorecards;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Tests.Scoring.Interchange.Sql;

/// <summary>Scores in a real PostgreSQL, by an exported query over a table that holds the applications.</summary>
internal sealed class SqlDatabase(NpgsqlConnection connection)
{
    private const string Table = "applications \"of\" today";

    private const string Order = "row of the table";

    public async Task<List<(double Points, double Default)>> ScoreAsync(ExchangeCase drawn, SqlDialect dialect = SqlDialect.Postgres)
    {
        await FillAsync(drawn, dialect);
        var query = SqlScorecard.Write(drawn.Card, new SqlOptions { Dialect = dialect, Table = Table });
        await using var command = new NpgsqlCommand($"SELECT points, probability_of_default FROM (\n{query.TrimEnd().TrimEnd(';')}) AS scored ORDER BY \"{Order}\"", connection);
        return await ReadAsync(command);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<List<(double Points, double Default)>> ReadAsync(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var scores = new List<(double, double)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            scores.Add((reader.GetDouble(0), reader.GetDouble(1)));
        }

        return scores;
    }

    private async Task FillAsync(ExchangeCase drawn, SqlDialect dialect)
    {
        var columns = drawn.Card.Terms.Select(term => $"{Quoted(term.Feature.Name)} {(term.Binning is NumericBinning ? "float8" : "text")}");
        await ExecuteAsync($"DROP TABLE IF EXISTS {Quoted(Table)}; CREATE TABLE {Quoted(Table)} (\"{Order}\" int, {string.Join(", ", columns)})");
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {Quoted(Table)} FROM STDIN (FORMAT BINARY)", TestContext.Current.CancellationToken);
        foreach (var (row, values) in drawn.Rows.Index())
        {
            await copy.StartRowAsync(TestContext.Current.CancellationToken);
            await copy.WriteAsync(row, TestContext.Current.CancellationToken);
            foreach (var value in values)
            {
                await (value switch
                {
                    // PostgreSQL is asked with both kinds of missing numbers.
                    double.NaN when dialect == SqlDialect.Ansi || row % 2 == 0 => copy.WriteNullAsync(TestContext.Current.CancellationToken),
                    double number => copy.WriteAsync(number, TestContext.Current.CancellationToken),
                    string text => copy.WriteAsync(text, NpgsqlDbType.Text, TestContext.Current.CancellationToken),
                    _ => copy.WriteNullAsync(TestContext.Current.CancellationToken),
                });
            }
        }

        await copy.CompleteAsync(TestContext.Current.CancellationToken);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
