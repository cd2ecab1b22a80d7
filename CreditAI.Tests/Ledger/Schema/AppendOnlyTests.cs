using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Schema;

public sealed class AppendOnlyTests(PostgresServer postgres)
{
    private static readonly DateTimeOffset ThatMonth = new(2031, 2, 14, 0, 0, 0, TimeSpan.Zero);

    /// <summary>By the parent, and around it by a month's partition, made later, and by the default one, whose rows have moved before.</summary>
    public static MatrixTheoryData<string, string> Changes => new(
        ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "DELETE FROM {0} WHERE false", "TRUNCATE {0}"],
        ["decision", "decision_2031_02", "decision_default", "protected_attributes", "protected_attributes_2031_02", "protected_attributes_default"]);

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Ledger_ChangedBySql_IsRefusedByTheDatabase(string change, string table)
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await host.Writer.AppendAsync(SampleDecision.Create("in its month", ThatMonth));
        await host.Writer.AppendAsync(SampleDecision.Create("beyond the months made", ThatMonth.AddYears(5)));
        await using var connection = await host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SELECT ledger.make_month('2031-02-01')");
        var before = await ReadAsync(connection);

        var column = table.StartsWith("decision", StringComparison.Ordinal) ? "points" : "attributes";
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(string.Format(null, change, $"ledger.{table}", column)));

        Assert.Equal((PostgresErrorCodes.RestrictViolation, $"ledger.{table} is append-only"), (refused.SqlState, refused.MessageText));
        Assert.Equal(2, before.Length);
        Assert.Equal(before, await ReadAsync(connection));
    }

    [Fact]
    public async Task Month_AsAWholePartition_CanStillGo()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SELECT ledger.make_month('2031-02-01')");
        await host.Writer.AppendAsync(SampleDecision.Create("in its month", ThatMonth));

        await connection.ExecuteAsync("ALTER TABLE ledger.decision DETACH PARTITION ledger.decision_2031_02; DROP TABLE ledger.decision_2031_02");

        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
    }

    private static async Task<string[]> ReadAsync(NpgsqlConnection connection) =>
    [
        .. await connection.QueryAsync<string>(
            "SELECT row(d, p)::text FROM ledger.decision d JOIN ledger.protected_attributes p ON p.decision_id = d.id ORDER BY d.id"),
    ];
}
