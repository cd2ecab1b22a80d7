using CreditAI.Scoring.Interchange;
using CreditAI.Scoring.Interchange.Sql;
using CreditAI.Tests.Servers;
using Npgsql;

namespace CreditAI.Tests.Scoring.Interchange.Sql;

public sealed class SqlScorecardTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Query_AnyScorecard_GivesTheEnginesPointsToTheLastBit(string standardStrings)
    {
        await using var connection = await OpenAsync();
        var database = new SqlDatabase(connection);
        await database.ExecuteAsync($"SET standard_conforming_strings = {standardStrings}");

        foreach (var drawn in ExchangeCases.Sample(60, 60))
        {
            AssertSame(drawn, await database.ScoreAsync(drawn));
        }
    }

    [Fact]
    public async Task Query_TenThousandRows_GivesTheEnginesPointsToTheLastBit()
    {
        await using var connection = await OpenAsync();
        var drawn = TrainedCase.Synthetic(10_000);

        AssertSame(drawn, await new SqlDatabase(connection).ScoreAsync(drawn));
    }

    [Theory]
    [InlineData("german_credit", "german_credit")]
    [InlineData("hmeq", "hmeq")]
    public async Task Query_TrainedOnPublicData_GivesTheEnginesPointsToTheLastBit(string schema, string file)
    {
        await using var connection = await OpenAsync();
        var drawn = TrainedCase.Public(schema, file, 10_000);

        AssertSame(drawn, await new SqlDatabase(connection).ScoreAsync(drawn));
    }

    [Fact]
    public async Task View_ScoresWhatIsInserted_WithTheTablesOtherColumns()
    {
        await using var connection = await OpenAsync();
        var database = new SqlDatabase(connection);
        var card = Cards.Small();
        await database.ExecuteAsync("CREATE SCHEMA risk; CREATE TABLE risk.\"New\" (id text, debt_ratio numeric, housing char(3), inquiries int)");

        var sql = SqlScorecard.Write(card, new SqlOptions { Table = "risk.New", View = "risk.scored" });
        await database.ExecuteAsync(sql);
        await database.ExecuteAsync(sql);
        await database.ExecuteAsync("INSERT INTO risk.\"New\" VALUES ('x', 0.3, 'R', 9), ('y', NULL, '?', NULL)");

        await using var command = new NpgsqlCommand("SELECT points, probability_of_default FROM risk.scored ORDER BY id", connection);
        var scores = await SqlDatabase.ReadAsync(command);
        Assert.Equal([500 + 5 - 10 - 40, 500 - 30], scores.Select(score => score.Points));
        Assert.Equal(card.Scale.ProbabilityOfDefault(455), scores[0].Default, 1e-15);
    }

    [Fact]
    public async Task Query_AnsiDialect_RunsWithoutPostgresWords()
    {
        await using var connection = await OpenAsync();
        var drawn = TrainedCase.Synthetic(2_000);

        AssertSame(drawn, await new SqlDatabase(connection).ScoreAsync(drawn, SqlDialect.Ansi));
        var sql = SqlScorecard.Write(drawn.Card, new SqlOptions { Dialect = SqlDialect.Ansi, View = "v" });
        Assert.Contains("CREATE VIEW \"v\"", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("= 'NaN'", sql, StringComparison.Ordinal);
        Assert.DoesNotContain("COLLATE", sql, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("applications..today", "has an empty part")]
    [InlineData("a\0b", "U+0000")]
    [InlineData("a_table_whose_name_is_longer_than_any_that_postgres_would_keep_whole", "63 bytes")]
    public void Table_ThatCannotBeNamed_IsSaid(string table, string why)
    {
        var fault = Assert.Throws<InexpressibleException>(() => SqlScorecard.Write(Cards.Small(), new SqlOptions { Table = table }));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(await postgres.CreateDatabaseAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static void AssertSame(ExchangeCase drawn, List<(double Points, double Default)> scores)
    {
        Assert.Equal(drawn.Rows.Count, scores.Count);
        foreach (var ((expected, score), row) in drawn.Expected().Zip(scores).Zip(drawn.Rows))
        {
            Assert.True(expected.Points == score.Points, $"{score.Points:R} for {expected.Points:R} at {string.Join(" | ", row)}");
            Assert.Equal(expected.ProbabilityOfDefault, score.Default, 1e-14);
        }
    }
}
