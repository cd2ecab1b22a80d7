using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Decisions;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Decisions;

public sealed class LedgerWriterTests(PostgresServer postgres)
{
    [Fact]
    public async Task Append_ReadBack_IsWhatWasWritten()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var decision = SampleDecision.Create("A-17", decision: Decision.Refer);

        await host.Writer.AppendAsync(decision);

        var read = await host.Get<DecisionReader>().FindAsync(decision.Id, CancellationToken.None);
        Assert.NotNull(read);
        Assert.Equal(("A-17", 1, 0.125, 612.5, 613, Decision.Refer),
            (read.ApplicationId, read.ModelVersion, read.ProbabilityOfDefault, read.Points, read.Score, read.Decision));
        Assert.Equal("""{"income": 1234.5, "purpose": "car"}""", read.Features);
        Assert.Equal(decision.DecidedAt, read.DecidedAt, TimeSpan.FromMicroseconds(1));
        Assert.Null(await host.Get<DecisionReader>().FindAsync(Guid.CreateVersion7(decision.DecidedAt), CancellationToken.None));
    }

    [Fact]
    public async Task Append_ThreeReplicasConcurrently_PositionsHaveNoGapAndNoDouble()
    {
        const int PerReplica = 2000;
        var database = await postgres.CreateDatabaseAsync();
        await using var first = await LedgerHost.StartAsync(database);
        await using var second = await LedgerHost.StartAsync(database);
        await using var third = await LedgerHost.StartAsync(database);

        await Task.WhenAll(new[] { first, second, third }.SelectMany((host, replica) =>
            Enumerable.Range(0, PerReplica).Select(i => Task.Run(() => host.Writer.AppendAsync(SampleDecision.Create($"{replica}-{i}"))))));

        await using var connection = await first.Database.OpenConnectionAsync();
        Assert.Equal(3 * PerReplica, await connection.ExecuteScalarAsync<int>("SELECT count(DISTINCT application_id) FROM ledger.decision"));
        Assert.Equal(3 * PerReplica, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.protected_attributes"));
        var chains = (await connection.QueryAsync<(int Chain, long Rows, long Distinct, long Last, long Head)>(
            """
            SELECT d.chain, count(*), count(DISTINCT d.position), max(d.position), (SELECT position FROM ledger.chain c WHERE c.chain = d.chain)
            FROM ledger.decision d GROUP BY d.chain
            """)).ToList();
        Assert.NotEmpty(chains);
        Assert.All(chains, chain =>
        {
            Assert.Equal(chain.Rows, chain.Distinct);
            Assert.Equal(chain.Rows, chain.Last);
            Assert.Equal(chain.Last, chain.Head);
        });
        Assert.True(
            await connection.ExecuteScalarAsync<int>("SELECT count(DISTINCT xmin::text) FROM ledger.decision") < 3 * PerReplica / 4,
            "concurrent decisions share commits");
    }

    [Fact]
    public async Task Append_EveryChainIsTaken_WaitsForOne()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        await using var connection = await host.Database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SELECT FROM ledger.chain FOR UPDATE");

        var append = host.Writer.AppendAsync(SampleDecision.Create("waits"));
        await Task.Delay(100);
        Assert.False(append.IsCompleted);
        await transaction.RollbackAsync();
        await append;

        Assert.Equal("waits", await connection.ExecuteScalarAsync<string>("SELECT application_id FROM ledger.decision"));
    }

    [Fact]
    public async Task Append_OneRowIsRefusedByPostgres_ItsNeighboursAreCommitted()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var good = Enumerable.Range(0, 50).Select(i => SampleDecision.Create($"good {i}")).ToList();
        var bad = SampleDecision.Create("bad") with { Features = "{ not json" };

        var appends = good.Take(25).Append(bad).Concat(good.Skip(25)).Select(host.Writer.AppendAsync).ToList();
        await Task.WhenAll(appends).ContinueWith(_ => { }, TaskScheduler.Default);

        var failed = Assert.Single(appends, append => !append.IsCompletedSuccessfully);
        Assert.IsType<PostgresException>(failed.Exception!.InnerException);
        await using var connection = await host.Database.OpenConnectionAsync();
        Assert.Equal(50, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
    }

    [Fact]
    public async Task Stop_DecisionsAreWaiting_TheyAreCommittedFirst()
    {
        var database = await postgres.CreateDatabaseAsync();
        var host = await LedgerHost.StartAsync(database);
        var appends = Enumerable.Range(0, 500).Select(i => host.Writer.AppendAsync(SampleDecision.Create($"{i}"))).ToList();

        await host.DisposeAsync();

        await Task.WhenAll(appends);
        await using var connection = new NpgsqlConnection(database);
        Assert.Equal(500, await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"));
    }
}
