using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Schema;

public sealed class PartitionTests(PostgresServer postgres)
{
    [Fact]
    public async Task Decision_LiesInTheMonthOfItsInstant()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SELECT ledger.make_month('2031-02-14'), ledger.make_month('2031-03-01')");

        await host.Writer.AppendAsync(SampleDecision.Create("first instant", new DateTimeOffset(2031, 2, 1, 0, 0, 0, TimeSpan.Zero)));
        await host.Writer.AppendAsync(SampleDecision.Create("last instant", new DateTimeOffset(2031, 2, 28, 23, 59, 59, 999, TimeSpan.Zero)));
        await host.Writer.AppendAsync(SampleDecision.Create("next month", new DateTimeOffset(2031, 3, 1, 0, 0, 0, TimeSpan.Zero)));

        var rows = await connection.QueryAsync<(string, string)>(
            "SELECT application_id, tableoid::regclass::text FROM ledger.decision ORDER BY id");
        Assert.Equal(
            [
                ("first instant", "ledger.decision_2031_02"),
                ("last instant", "ledger.decision_2031_02"),
                ("next month", "ledger.decision_2031_03"),
            ],
            rows);
    }

    [Fact]
    public async Task MakeMonth_DecisionsOfThatMonthWaitInTheDefaultPartition_AreTakenOver()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await host.Writer.AppendAsync(SampleDecision.Create("jumped clock", new DateTimeOffset(2040, 7, 15, 0, 0, 0, TimeSpan.Zero)));
        await host.Writer.AppendAsync(SampleDecision.Create("farther", new DateTimeOffset(2040, 8, 1, 0, 0, 0, TimeSpan.Zero)));
        await using var connection = await host.Database.OpenConnectionAsync();

        Assert.True(await connection.ExecuteScalarAsync<bool>("SELECT ledger.make_month('2040-07-01')"));
        Assert.False(await connection.ExecuteScalarAsync<bool>("SELECT ledger.make_month('2040-07-31')"));

        var rows = await connection.QueryAsync<(string, string, string)>(
            """
            SELECT application_id, d.tableoid::regclass::text, p.tableoid::regclass::text
            FROM ledger.decision d JOIN ledger.protected_attributes p ON p.decision_id = d.id ORDER BY d.id
            """);
        Assert.Equal(
            [
                ("jumped clock", "ledger.decision_2040_07", "ledger.protected_attributes_2040_07"),
                ("farther", "ledger.decision_default", "ledger.protected_attributes_default"),
            ],
            rows);
    }
}
