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

        foreach (var at in new[]
        {
            new DateTimeOffset(2031, 2, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2031, 2, 28, 23, 59, 59, 999, TimeSpan.Zero),
            new DateTimeOffset(2031, 3, 1, 0, 0, 0, TimeSpan.Zero),
        })
        {
            await host.Writer.AppendAsync(SampleDecision.Create("A", at));
        }

        Assert.Equal(
            ["ledger.decision_2031_02", "ledger.decision_2031_02", "ledger.decision_2031_03"],
            await connection.QueryAsync<string>("SELECT tableoid::regclass::text FROM ledger.decision ORDER BY id"));
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

        var rows = await connection.QueryAsync<(string, string)>(
            """
            SELECT d.tableoid::regclass::text, p.tableoid::regclass::text
            FROM ledger.decision d JOIN ledger.protected_batch p ON p.first_id = d.id ORDER BY d.id
            """);
        Assert.Equal(
            [("ledger.decision_2040_07", "ledger.protected_batch_2040_07"), ("ledger.decision_default", "ledger.protected_batch_default")], rows);
    }

    [Fact]
    public async Task MakeMonth_AndWhatThereWasBefore_AreMaintainedLightly()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SELECT ledger.make_month('2031-02-14')");

        Assert.Empty(await connection.QueryAsync<string>(
            """
            SELECT c.oid::regclass::text FROM pg_class c
            WHERE c.relkind = 'r' AND c.oid::regclass::text ~ '^ledger\.(batch$|decision_|protected_batch_)'
                AND c.reloptions IS DISTINCT FROM '{autovacuum_vacuum_cost_limit=10}'
            """));
        Assert.Equal(
            ["chain", "committed_at", "count", "first", "number"],
            await connection.QueryAsync<string>(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'ledger.batch'::regclass AND attnum > 0 AND attstattarget = 1 ORDER BY attname"));
        Assert.Equal(
            ["body", "key"],
            await connection.QueryAsync<string>(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'ledger.decision_2031_02'::regclass AND attnum > 0 AND attstattarget = 0 ORDER BY attname"));
    }
}
