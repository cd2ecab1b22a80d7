using System.Net;
using CreditAI.Ledger.Verification;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.ScoringApi;

/// <summary>What the service depends on fails, each on the real thing.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task PostgresHangs_RefusedAtOnceWithRetryAfterAndRecoversWithoutARestart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are frozen by Linux's signals.");
        await using var postgres = new PostgresServer();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync() + ";Command Timeout=50", settings: new()
        {
            ["Ledger:CommitTimeout"] = "00:00:50",
            ["Ledger:BreakAfter"] = "00:00:00.200",
            ["Ledger:Writers"] = "2",
        });

        await using (var connection = await api.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await ScoringApiHost.UntilAsync(async () => await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM ledger.chain") == 2); // Both writers are there.
        }

        await postgres.FreezeAsync();
        // One request after another, until both writers hang and the breaker answers.
        var sent = new List<Task<HttpResponseMessage>>();
        for (var i = 0; i < 100 && !sent.Exists(response => response.IsCompleted); i++)
        {
            sent.Add(api.DecideAsync(ScoringApiHost.GoodApplication));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var refused = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.DecideAsync(ScoringApiHost.GoodApplication)));

        // Answered while commits still hang, so by the breaker and not by a timeout.
        Assert.All(refused, response => Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode));
        Assert.All(refused, response => Assert.NotNull(response.Headers.RetryAfter));
        var waiting = sent.FindAll(response => !response.IsCompleted);
        Assert.NotEmpty(waiting);

        await postgres.ThawAsync();
        Assert.All(await Task.WhenAll(waiting), response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
        await ScoringApiHost.UntilAsync(async () => (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode == HttpStatusCode.Created);
    }

    [Fact]
    public async Task ObjectStoreAway_DecidesWithTheScorecardItHasAndCheckpointsFollowLater()
    {
        await using var postgres = new PostgresServer();
        await using var api = await ScoringApiHost.StartAsync(await postgres.CreateDatabaseAsync(), settings: new() { ["Checkpoints:Every"] = "00:00:01" });
        var away = api.ObjectDirectory + ".away";
        var copies = Path.Combine(api.ObjectDirectory, "checkpoints");
        var before = Copied();
        Directory.Move(api.ObjectDirectory, away);
        await File.WriteAllTextAsync(api.ObjectDirectory, "a file where the store's directory was", TestContext.Current.CancellationToken);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode);
        }

        await Task.Delay(1500, TestContext.Current.CancellationToken); // A checkpoint is made and cannot be copied.
        Assert.Equal(HttpStatusCode.Created, (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode);
        File.Delete(api.ObjectDirectory);
        Directory.Move(away, api.ObjectDirectory);
        await ScoringApiHost.UntilAsync(() => Copied() > before);

        int Copied() => Directory.Exists(copies) ? Directory.GetFiles(copies).Length : 0;
    }

    [Fact]
    public async Task DiskOfPostgresIsFull_RefusedMeanwhileAndNothingAcknowledgedIsLost()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 220);
        await using var postgres = new PostgresServer(Path.Combine(disk.Path, "postgres"));
        var database = await postgres.CreateDatabaseAsync();
        await using var api = await ScoringApiHost.StartAsync(database);
        var acknowledged = 0;
        while (acknowledged < 50)
        {
            acknowledged += (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode == HttpStatusCode.Created ? 1 : 0;
        }

        disk.Fill();
        var refused = 0;
        for (var i = 0; i < 20_000 && refused < 5; i++)
        {
            using var response = await api.DecideAsync(ScoringApiHost.GoodApplication);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                acknowledged++;
            }
            else
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                refused++;
            }
        }

        Assert.Equal(5, refused);
        disk.Free();
        await postgres.StopAsync(); // A full WAL disk ends the server itself; whoever runs it starts it again.
        await postgres.StartAsync();
        await ScoringApiHost.UntilAsync(async () => (await api.DecideAsync(ScoringApiHost.GoodApplication)).StatusCode == HttpStatusCode.Created);
        await using var fresh = NpgsqlDataSource.Create(database);
        var report = await new LedgerVerifier(fresh, null).VerifyAsync(null, null, 2, CancellationToken.None);
        Assert.Empty(report.Faults);
        Assert.InRange(report.Decisions, acknowledged + 1, acknowledged + 1 + refused);
    }
}
