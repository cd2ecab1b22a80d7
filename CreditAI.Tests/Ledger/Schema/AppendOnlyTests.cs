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
        ["decision", "decision_2031_02", "decision_default", "protected_batch", "protected_batch_2031_02", "protected_batch_default", "batch", "protected_group"]);

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

        var column = table.Split('_')[0] switch { "decision" => "points", "batch" => "hash", _ => table == "protected_group" ? "attributes" : "codes" };
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(string.Format(null, change, $"ledger.{table}", column)));

        // An update is refused row by row, and a row is in a partition.
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        Assert.Matches($"^ledger\\.{table}(_2031_02|_default)? is append-only$", refused.MessageText);
        Assert.NotEmpty(before);
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
            "SELECT row(d, p, b)::text FROM ledger.decision d JOIN ledger.protected_batch p ON p.first_id = d.id JOIN ledger.batch b ON b.chain = d.chain AND b.first = d.position ORDER BY d.id"),
    ];
}
