using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Retention;
using CreditAI.Ledger.Verification;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Retention;

public sealed class LedgerRetentionTests(PostgresServer postgres)
{
    [Fact]
    public async Task Apply_MonthsBeyondThePolicy_GoWholeAndTheChainStillJoinsUp()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync(), builder => builder.Configuration["Ledger:Writers"] = "1");
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var age in new[] { 30, 26, 25, 3, 0 })
        {
            await connection.ExecuteAsync("SELECT ledger.make_month(@day::date)", new { day = now.AddMonths(-age).UtcDateTime.Date });
            await host.Writer.AppendAsync([.. Enumerable.Range(0, 5).Select(index => SampleDecision.Create($"{age}-{index}", now.AddMonths(-age)))]);
        }

        var retention = new LedgerRetention(host.Database, host.Get<AuditLog>(), TimeProvider.System);
        var told = await retention.ApplyAsync(25, dryRun: true, "tests", CancellationToken.None);
        Assert.Equal(25, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
        var removed = await retention.ApplyAsync(25, dryRun: false, "tests", CancellationToken.None);

        Assert.Equal(told, removed);
        Assert.Equal(2, removed.Count);
        Assert.Equal(15, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
        var report = await new LedgerVerifier(host.Database, null).VerifyAsync(null, null, 1, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.Equal((15L, 10L), (report.Decisions, report.Expired));
        Assert.Equal(2, (await host.Get<AuditLog>().ListAsync(new AuditQuery(Action: "ledger.retain"), 10, CancellationToken.None)).Count);
    }
}
