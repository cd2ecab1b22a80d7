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

        var appended = await host.Writer.AppendAsync(decision);

        Assert.Equal(AppendOutcome.Committed, appended.Outcome);
        var read = await host.Get<DecisionReader>().FindAsync(appended.Id, CancellationToken.None);
        Assert.NotNull(read);
        Assert.Equal((1, 3, 0.125, 612.5, 613, Decision.Refer),
            (read.ModelVersion, read.PolicyVersion, read.ProbabilityOfDefault, read.Points, read.Score, read.Decision));
        Assert.Equal(("A-17", (string?)null), (read.Application!.ApplicationId, read.Application.ApplicantId));
        Assert.Equal([FeatureValue.Of(1234.5), FeatureValue.Of("car"), default], read.Application.Values);
        Assert.Equal(decision.Bins, read.Bins);
        Assert.Equal(decision.Reasons, read.Reasons);
        Assert.Equal(decision.Shadows, read.Shadows);
        Assert.Equal(decision.DecidedAt, read.DecidedAt);
        Assert.Null(await host.Get<DecisionReader>().FindAsync(Guid.CreateVersion7(decision.DecidedAt), CancellationToken.None));
    }

    [Fact]
    public async Task Append_OneBehindManyLists_IsCommittedBeforeTheLastOfThem()
    {
        const int Lists = 40;
        const int PerList = 256;
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var lists = Enumerable.Range(0, Lists)
            .Select(list => Enumerable.Range(0, PerList).Select(row => host.Writer.Seal(SampleDecision.Create($"{list}-{row}"))).ToArray()).ToArray();
        var single = host.Writer.Seal(SampleDecision.Create("single"));

        var waiting = lists.Select(list => host.Writer.AppendAsync(list)).ToArray();
        var appended = await host.Writer.AppendAsync(single);

        var rows = (await Task.WhenAll(waiting)).SelectMany(answers => answers).ToArray();
        Assert.Equal(Lists * PerList, rows.Select(row => row.Id).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(AppendOutcome.Committed, row.Outcome));
        Assert.True(DecisionId.Locate(appended.Id)!.Value.Position < rows.Max(row => DecisionId.Locate(row.Id)!.Value.Position));
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
        Assert.Equal(3 * PerReplica, await connection.ExecuteScalarAsync<int>("SELECT count(DISTINCT application) FROM ledger.decision"));
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
    public async Task Append_ManyAtOnce_AreCopiedInOrderAndReadBack()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var decisions = Enumerable.Range(0, 3000).Select(i => SampleDecision.Create($"A-{i}", group: i % 3 == 0 ? null : "a", applicantId: i % 2 == 0 ? "P" : null)).ToArray();

        var appended = await host.Writer.AppendAsync(decisions);

        Assert.Equal(3000, appended.Select(one => one.Id).Distinct().Count());
        foreach (var i in new[] { 0, 1, 1499, 2999 })
        {
            var read = await host.Get<DecisionReader>().FindAsync(appended[i].Id, CancellationToken.None);
            Assert.Equal((decisions[i].Application.ApplicationId, decisions[i].Application.ApplicantId), (read!.Application!.ApplicationId, read.Application.ApplicantId));
        }

        var found = await host.Get<DecisionReader>().ListByApplicantAsync("P", null, 2000, CancellationToken.None);
        Assert.Equal(1500, found.Count);
        Assert.Equal("A-77", Assert.Single(await host.Get<DecisionReader>().ListByApplicationAsync("A-77", null, 10, CancellationToken.None)).Application!.ApplicationId);
    }

    [Fact]
    public async Task Append_ItsSessionIsEndedByAnAdministrator_TheNextDecisionsAreWrittenAndNoneIsLost()
    {
        await using var host = await LedgerHost.StartAsync(await postgres.CreateDatabaseAsync());
        var acknowledged = 0;
        await using var connection = await host.Database.OpenConnectionAsync();

        for (var round = 0; round < 5; round++)
        {
            await connection.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            for (var i = 0; i < 200; i++)
            {
                try
                {
                    await host.Writer.AppendAsync(SampleDecision.Create($"{round}-{i}"));
                    acknowledged++;
                }
                catch (LedgerUnavailableException)
                {
                    await Task.Delay(10);
                }
            }
        }

        Assert.InRange(acknowledged, 500, 1000);
        Assert.InRange(await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.decision"), acknowledged, acknowledged + 10);
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
