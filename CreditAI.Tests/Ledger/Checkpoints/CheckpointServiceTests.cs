using CreditAI.Ledger;
using CreditAI.Ledger.Access;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Checkpoints;

public sealed class CheckpointServiceTests(PostgresServer postgres) : IDisposable
{
    private readonly DirectoryInfo _objects = Directory.CreateTempSubdirectory("creditai-checkpoints-");

    [Fact]
    public async Task Start_OneThatWasKilledLeftDecisionsWithoutACheckpoint_AnchorsThem()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using (var killed = await LedgerHost.StartAsync(database))
        {
            await killed.Writer.AppendAsync(SampleDecision.Create("A-1"));
        }

        await using var host = await StartAsync(database);

        Assert.Equal(1, await CountAsync(host));
        Assert.Equal(1, Checkpoint.Parse((await OnlyCopyAsync()).Content).Heads.Single().Position);
    }

    [Fact]
    public async Task Start_OnlyTheAuditLogHasEntries_AnchorsThem()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using (var before = await LedgerHost.StartAsync(database))
        {
            await before.ApiKeys.CreateAsync(new NewApiKey("first", Scope.Decide, null, null, "tests"), TestContext.Current.CancellationToken);
        }

        await using var host = await StartAsync(database);

        Assert.Equal(1, await CountAsync(host));
        Assert.Equal(1, Checkpoint.Parse((await OnlyCopyAsync()).Content).AuditNumber);
    }

    [Fact]
    public async Task Start_NothingWasWritten_MakesNone()
    {
        await using var host = await StartAsync(await postgres.CreateDatabaseAsync());

        Assert.Equal(0, await CountAsync(host));
        Assert.False(Directory.Exists(Path.Combine(_objects.FullName, "checkpoints")));
    }

    public void Dispose() => _objects.Delete(recursive: true);

    private Task<LedgerHost> StartAsync(string database) => LedgerHost.StartAsync(database, builder =>
    {
        builder.Configuration["Checkpoints:Every"] = "1.00:00:00";
        builder.Configuration["ConnectionStrings:storage"] = $"Directory={_objects.FullName}";
        builder.AddObjectStore();
        builder.AddCheckpoints();
    });

    private static async Task<long> CountAsync(LedgerHost host)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM ledger.checkpoint");
    }

    private async Task<SignedCheckpoint> OnlyCopyAsync()
    {
        await using var file = File.OpenRead(Assert.Single(Directory.GetFiles(Path.Combine(_objects.FullName, "checkpoints"))));
        return Assert.IsType<SignedCheckpoint>(await SignedCheckpoint.ReadAsync(file, TestContext.Current.CancellationToken));
    }
}
