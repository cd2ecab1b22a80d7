using CreditAI.Ledger.Outcomes;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Outcomes;

public sealed class OutcomeStoreTests(PostgresServer postgres)
{
    [Fact]
    public async Task Follow_WhileManyRecord_SeesEveryOutcomeExactlyOnceInOrder()
    {
        const int Writers = 8, Each = 25;
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Get<OutcomeStore>();
        var decisions = await host.Writer.AppendAsync([.. Enumerable.Range(0, Writers * Each).Select(index => SampleDecision.Create($"A-{index}"))]);

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            foreach (var decision in decisions.Skip(writer * Each).Take(Each))
            {
                await store.RecordAsync([Outcome(decision.Id)], "tests", CancellationToken.None);
            }
        }));
        var seen = new List<RecordedOutcome>();
        while (seen.Count < decisions.Length)
        {
            seen.AddRange(await store.FollowAsync(seen.Count > 0 ? seen[^1].Position : 0, 7, TestContext.Current.CancellationToken));
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, decisions.Length).Select(position => (long)position), seen.Select(outcome => outcome.Position));
        Assert.Equal(decisions.Select(decision => decision.Id).Order(), seen.Select(outcome => outcome.DecisionId).Order());
    }

    [Fact]
    public async Task Record_TheSameByManyAtOnce_IsOneRow()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var store = host.Get<OutcomeStore>();
        var decision = await host.Writer.AppendAsync(SampleDecision.Create("A-1"));

        var effects = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.RecordAsync([Outcome(decision.Id)], "tests", CancellationToken.None)));

        Assert.Single(effects, effect => effect[0] == OutcomeEffect.Recorded);
        Assert.Equal(9, effects.Count(effect => effect[0] == OutcomeEffect.Unchanged));
        Assert.Single(await store.HistoryAsync(decision.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("ledger.outcome")]
    [InlineData("ledger.review")]
    [InlineData("policy.version")]
    public async Task Rows_ChangedBySql_AreRefusedByTheDatabase(string table)
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);

        foreach (var change in new[] { $"UPDATE {table} SET recorded_by = ''".Replace("recorded_by", table == "policy.version" ? "put_by" : "recorded_by", StringComparison.Ordinal), $"DELETE FROM {table}", $"TRUNCATE {table}" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(change));
            Assert.Equal((PostgresErrorCodes.RestrictViolation, $"{table} is append-only"), (refused.SqlState, refused.MessageText));
        }
    }

    private static NewOutcome Outcome(Guid decisionId) => new(decisionId, Outcome: CreditAI.Ledger.Outcomes.Outcome.Repaid, new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), null);
}
