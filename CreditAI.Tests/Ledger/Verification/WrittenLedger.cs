using CreditAI.Ledger;
using CreditAI.Ledger.Checkpoints;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;
using CreditAI.Ledger.Verification;
using CreditAI.Tests.Servers;
using Dapper;

namespace CreditAI.Tests.Ledger.Verification;

/// <summary>A ledger of one chain with four batches of 10, 10, 1,000 and 10 decisions, of which the first ten are P-1's, and two checkpoints.</summary>
internal sealed class WrittenLedger : IAsyncDisposable
{
    private WrittenLedger(LedgerHost host, string connectionString, DirectoryInfo objects) => (Host, ConnectionString, Objects) = (host, connectionString, objects);

    public LedgerHost Host { get; }

    public string ConnectionString { get; }

    public DirectoryInfo Objects { get; }

    public static async Task<WrittenLedger> CreateAsync(PostgresServer postgres)
    {
        var objects = Directory.CreateTempSubdirectory("creditai-ledger-");
        var database = await postgres.CreateDatabaseAsync();
        var host = await LedgerHost.StartAsync(database, builder =>
        {
            builder.Configuration["Ledger:Writers"] = "1";
            builder.Configuration["Checkpoints:Every"] = "1.00:00:00"; // Made by hand.
            builder.Configuration["ConnectionStrings:storage"] = $"Directory={objects.FullName}";
            builder.AddObjectStore();
            builder.AddCheckpoints();
        });
        var ledger = new WrittenLedger(host, database, objects);
        await ledger.AppendAsync(10, "P-1");
        await ledger.AppendAsync(10, null);
        Assert.True(await host.Get<CheckpointMaker>().MakeAsync(CancellationToken.None));
        await ledger.AppendAsync(1000, null);
        await ledger.AppendAsync(10, null);
        Assert.True(await host.Get<CheckpointMaker>().MakeAsync(CancellationToken.None));
        Assert.False(await host.Get<CheckpointMaker>().MakeAsync(CancellationToken.None)); // Nothing has moved.
        return ledger;
    }

    /// <summary>As someone would who owns the database: triggers do not stop them.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await Host.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("SET session_replication_role = replica");
        Assert.True(await connection.ExecuteAsync(sql) > 0, "nothing was tampered with");
        await connection.ExecuteAsync("RESET session_replication_role");
    }

    /// <summary>Ten decisions more, and a checkpoint over them.</summary>
    public async Task GoOnAsync()
    {
        await AppendAsync(10, null);
        Assert.True(await Host.Get<CheckpointMaker>().MakeAsync(CancellationToken.None));
    }

    /// <param name="from">From when on.</param>
    /// <param name="withCheckpoints">Whether the checkpoints are verified too.</param>
    /// <param name="meanwhile">What happens between the database's snapshot and the look into the object store.</param>
    public async Task<VerificationReport> VerifyAsync(DateTimeOffset? from = null, bool withCheckpoints = true, Func<Task>? meanwhile = null)
    {
        var (_, key) = await new SigningKey(Host.Get<DataKeys>()).OpenAsync(CancellationToken.None);
        using (key)
        {
            var checkpoints = withCheckpoints ? new CheckpointVerifier(key, new LateStore(Host.Get<IObjectStore>(), meanwhile ?? (() => Task.CompletedTask))) : null;
            return await new LedgerVerifier(Host.Database, checkpoints).VerifyAsync(from, null, 2, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Objects.Delete(recursive: true);
    }

    private Task<Appended[]> AppendAsync(int count, string? applicantId)
        => Host.Writer.AppendAsync([.. Enumerable.Range(0, count).Select(index => SampleDecision.Create($"A-{index}", group: $"g{index % 3}", applicantId: applicantId))]);
}
