using System.Diagnostics;
using System.Globalization;
using CreditAI.AppHost.Parts;
using CreditAI.Tests.Backups;

namespace CreditAI.Tests.Hosting.Kubernetes;

/// <summary>The scripts that make the published primary and its replicas, run as they are committed on real servers.</summary>
[Collection(BackupRig.OneAtATime)]
public sealed class PostgresReplicationTests
{
    private const string Password = "test-only-it's";

    [Fact]
    public async Task Scripts_MakeAReplicaThatFollowsThePrimaryThroughItsOwnSlot()
    {
        var root = Path.Combine(Path.GetTempPath(), $"creditai-replication-{Path.GetRandomFileName()}"); // Which the server's user can reach, whoever that is.
        await using var primary = await TestCluster.NewAsync(15, Path.Combine(root, "primary"));
        await primary.ExecuteAsync("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n");
        await primary.ExecuteAsync("CREATE DATABASE ledger");
        await RunAsync("init-primary.sh", primary, primary.Directory, "postgres-primary-0");
        await primary.ExecuteAsync("SELECT pg_reload_conf()");
        Assert.Equal("creditai_owner", await primary.ScalarAsync<string>("SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = 'ledger'"));
        Assert.Equal("f f", await primary.ScalarAsync<string>("SELECT string_agg(left(rolsuper::text, 1), ' ') FROM pg_roles WHERE rolname IN ('creditai_owner', 'creditai_monitor')"));
        var data = Path.Combine(root, "data", "pgdata");
        Directory.CreateDirectory($"{data}.incomplete");
        await File.WriteAllTextAsync(Path.Combine($"{data}.incomplete", "of-an-interrupted-copy"), "", TestContext.Current.CancellationToken);
        Unprivileged.Current.Grant(Path.Combine(root, "data"));

        await RunAsync("init-replica.sh", primary, data, "postgres-replica-1");
        await using var replica = TestCluster.On(15, data, []);
        await replica.StartAsync(recovers: true);
        await primary.ExecuteAsync("INSERT INTO kept SELECT generate_series(101, 150)");
        await BackupRig.UntilAsync(() => replica.ScalarAsync<long>("SELECT count(*) FROM kept").GetAwaiter().GetResult() == 150);

        Assert.Equal("replica_1", await primary.ScalarAsync<string>("SELECT string_agg(slot_name, ',') FROM pg_replication_slots WHERE active"));
        Assert.Equal("postgres-replica-1", await primary.ScalarAsync<string>("SELECT application_name FROM pg_stat_replication"));

        // A pod that comes back finds its data and goes on with it.
        await replica.StopAsync();
        await RunAsync("init-replica.sh", primary, data, "postgres-replica-1");
        await primary.ExecuteAsync("INSERT INTO kept SELECT generate_series(151, 160)");
        await replica.StartAsync(recovers: true);
        await BackupRig.UntilAsync(() => replica.ScalarAsync<long>("SELECT count(*) FROM kept").GetAwaiter().GetResult() == 160);
        await replica.StopAsync();
        await primary.StopAsync();
        Directory.Delete(root, recursive: true);
    }

    private static async Task RunAsync(string script, TestCluster primary, string data, string pod)
    {
        var (command, arguments) = Unprivileged.Current.Wrap("sh", [Path.Combine(PublishedFiles.Root, "base", "postgres", script)]);
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        var port = primary.Port.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in new[]
        {
            ("PATH", $"{TestCluster.Binaries(15)}:{Environment.GetEnvironmentVariable("PATH")}"), ("POSTGRES_USER", "postgres"), ("PGHOST", "127.0.0.1"), ("PGPORT", port), ("PGDATA", data),
            ("HOSTNAME", pod), ("PRIMARY_HOST", "127.0.0.1"), ("PRIMARY_PORT", port), ("REPLICATION_PASSWORD", Password), ("MONITOR_PASSWORD", Password), ("OWNER_PASSWORD", Password), ("POSTGRES_DB", "ledger"),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script}: {await output}{await error}");
    }
}
