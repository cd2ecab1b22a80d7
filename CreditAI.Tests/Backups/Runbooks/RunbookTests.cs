using CreditAI.Backups.Manifests;
using CreditAI.Ledger.Schema;
using Npgsql;

namespace CreditAI.Tests.Backups.Runbooks;

/// <summary>Every command of every runbook, run in its situation.</summary>
[Collection(BackupRig.OneAtATime)]
public sealed class RunbookTests
{
    private const string NeedsACluster = "sh cluster";

    [Fact]
    public void Runbooks_AllOfThem_AreRunHere()
        => Assert.Equal(
            ["corrupted-page.md", "failover.md", "full-disk.md", "key-loss.md", "region-loss.md", "restore.md"],
            Directory.GetFiles(RepositoryFiles.Path("docs", "runbooks")).Where(path => Blocks(path).Any(block => block != NeedsACluster)).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Runbooks_OfACluster_SaySoOfEveryCommand()
    {
        var runbooks = Directory.GetFiles(RepositoryFiles.Path("docs", "runbooks")).Where(path => Blocks(path).Contains(NeedsACluster)).ToList();

        Assert.Equal(["certificate.md", "incident.md", "rollback.md", "scaling.md", "secret-rotation.md"], runbooks.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(runbooks, path => Assert.All(Blocks(path), block => Assert.Equal(NeedsACluster, block)));
    }

    // What stands behind the fence that opens each block.
    private static IEnumerable<string> Blocks(string path)
        => File.ReadLines(path).Where(line => line.StartsWith("```", StringComparison.Ordinal)).Where((_, index) => index % 2 == 0).Select(line => line[3..]);

    [Fact]
    public async Task Restore_Runbook_BringsDeletedRowsBack()
    {
        await using var rig = await StartAsync();
        await rig.TakeAsync();
        await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(101, 200)", "creditai");
        var moment = await rig.Cluster.ScalarAsync<string>("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await rig.Cluster.ExecuteAsync("DELETE FROM kept", "creditai");
        await rig.ArchiveAsync();
        await using var runbook = new Runbook("restore.md", rig);
        runbook.Name("/srv/restored", rig.PathOf("restored"));
        runbook.Name("2027-01-31T12:00:00Z", moment);

        Assert.Contains("whole", await runbook.NextAsync("creditai backup list"), StringComparison.Ordinal);
        await runbook.NextAsync("creditai restore");
        await runbook.NextAsync("pg_ctl");
        var restored = runbook.Servers["/srv/restored"];
        runbook.Environment["ConnectionStrings__creditai"] = restored.Admin("creditai");
        Assert.Contains("as it was written", await runbook.NextAsync("creditai ledger verify"), StringComparison.Ordinal);

        Assert.Equal(200, await restored.ScalarAsync<long>("SELECT count(*) FROM kept", "creditai"));
        Assert.Empty(runbook.Left);
    }

    [Fact]
    public async Task Failover_Runbook_PromotesOnlyWhenThePrimaryIsGone()
    {
        await using var rig = await StartAsync();
        await rig.TakeAsync();
        await using var runbook = new Runbook("failover.md", rig);
        runbook.Name("/srv/standby", rig.PathOf("standby"));

        await runbook.NextAsync("creditai restore --to /srv/standby --standby");
        await runbook.NextAsync("pg_ctl", code: 1);
        var standby = runbook.Servers["/srv/standby"];
        runbook.Environment["ConnectionStrings__standby"] = standby.Admin("creditai");
        await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(101, 150)", "creditai");
        await UntilRowsAsync(standby, 150);
        await using var both = NpgsqlDataSource.Create($"Host=127.0.0.1:{rig.Cluster.Port},127.0.0.1:{standby.Port};Username=postgres;Password=test-only;Database=creditai;Target Session Attributes=primary;Host Recheck Seconds=0");
        Assert.Contains("still answers", await runbook.NextAsync("creditai failover --to standby --dry-run", code: 1), StringComparison.Ordinal);
        await rig.ArchiveAsync();
        await rig.Cluster.KillAsync();
        Assert.Contains("on timeline 2", await runbook.NextAsync("creditai failover --to standby"), StringComparison.Ordinal);

        await using (var insert = both.CreateCommand("INSERT INTO kept SELECT generate_series(151, 160)"))
        {
            await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken); // Services that name both follow by themselves.
        }

        Assert.Equal(160, await standby.ScalarAsync<long>("SELECT count(*) FROM kept", "creditai"));
        Assert.Empty(runbook.Left);

        // The archive goes on over the promotion, and what is restored stands on both timelines.
        await rig.MoveToAsync(standby);
        var taken = await rig.TakeAsync(BackupKind.Incremental);
        Assert.Equal((BackupKind.Full, 2u), (taken.Kind, taken.Timeline));
        await rig.ArchiveAsync();
        await using var restored = await rig.RestoreAsync();
        Assert.Equal(160, await restored.ScalarAsync<long>("SELECT count(*) FROM kept", "creditai"));
    }

    [Fact]
    public async Task RegionLoss_Runbook_FillsTheNewRegion()
    {
        await using var rig = await StartAsync();
        await rig.TakeAsync();
        await rig.ArchiveAsync();
        await using var runbook = new Runbook("region-loss.md", rig);
        runbook.Name("/srv/restored", rig.PathOf("restored"));
        Directory.Delete(Path.Combine(rig.PathOf("north"), "clusters"), recursive: true);
        runbook.Environment["Backup__Regions__north"] = $"Directory={rig.PathOf("north-anew")}";

        var before = await runbook.NextAsync("creditai backup verify");
        await runbook.NextAsync("creditai backup expire");
        Assert.Contains(" 0 faults", await runbook.NextAsync("creditai backup verify"), StringComparison.Ordinal);
        await runbook.NextAsync("creditai restore");
        await runbook.NextAsync("pg_ctl");

        Assert.DoesNotContain("south,", before, StringComparison.Ordinal);
        Assert.Equal(100, await runbook.Servers["/srv/restored"].ScalarAsync<long>("SELECT count(*) FROM kept", "creditai"));
        Assert.Equal(Names(rig.PathOf("south")).Where(name => name.Contains("/base/", StringComparison.Ordinal)), Names(rig.PathOf("north-anew")).Where(name => name.Contains("/base/", StringComparison.Ordinal)));
        Assert.Empty(runbook.Left);
    }

    [Fact]
    public async Task KeyLoss_Runbook_LeavesOldBackupsToTheOldKey()
    {
        const string NewMaster = "another-master-key-of-32-characters-and-more";
        await using var rig = await StartAsync();
        await rig.TakeAsync();
        await using var runbook = new Runbook("key-loss.md", rig);

        runbook.Environment["Keys__Master"] = NewMaster;
        Assert.Contains($"wrapped by master key {rig.Keys.CurrentId}, which is not configured", await runbook.NextAsync("creditai backup list", code: 1), StringComparison.Ordinal);
        runbook.Environment["Keys__Previous__0"] = BackupRig.Master;
        await runbook.NextAsync("creditai keys rotate");
        await runbook.NextAsync("creditai backup take");
        var list = await runbook.NextAsync("creditai backup list");

        Assert.Contains(rig.Keys.CurrentId, list, StringComparison.Ordinal);
        Assert.Contains(new CreditAI.Ledger.Keys.MasterKeys(NewMaster, []).CurrentId, list, StringComparison.Ordinal);
        Assert.Empty(runbook.Left);
    }

    [Fact]
    public async Task CorruptedPage_Runbook_RestoresThePageFromTheLastGoodBackup()
    {
        await using var rig = await StartAsync();
        var good = await rig.TakeAsync();
        var path = await rig.Cluster.ScalarAsync<string>("CHECKPOINT; SELECT pg_relation_filepath('kept')", "creditai");
        await rig.Cluster.StopAsync();
        await File.WriteAllBytesAsync(Path.Combine(rig.Cluster.Directory, path), [.. (await File.ReadAllBytesAsync(Path.Combine(rig.Cluster.Directory, path), TestContext.Current.CancellationToken)).Select((value, at) => at is > 7000 and < 7100 ? (byte)7 : value)], TestContext.Current.CancellationToken);
        await rig.Cluster.StartAsync();
        await rig.UntilReceivingAsync();
        var damaged = await rig.TakeAsync(BackupKind.Incremental);
        damaged = damaged.DamagedPages.Count > 0 ? damaged : await rig.TakeAsync();
        await rig.ArchiveAsync();
        await using var runbook = new Runbook("corrupted-page.md", rig);
        runbook.Name("/srv/restored", rig.PathOf("restored"));
        runbook.Name("ID", damaged.Id);
        runbook.Name("GOOD", good.Id);
        runbook.Name("/usr/lib/postgresql/18/bin", TestCluster.Binaries(18));

        Assert.Contains(path, await runbook.NextAsync("creditai backup show"), StringComparison.Ordinal);
        await runbook.NextAsync("creditai backup verify");
        await runbook.NextAsync("creditai restore");
        await runbook.NextAsync("pg_ctl");
        var restored = runbook.Servers["/srv/restored"];
        runbook.Environment["ConnectionStrings__creditai"] = restored.Admin("creditai");
        await runbook.NextAsync("creditai ledger verify");
        Assert.Equal(100, await restored.ScalarAsync<long>("SELECT count(*) FROM kept", "creditai"));

        // The newest backup is the damaged one, so the drill fails here, and says of what; after the next good one it passes.
        Assert.Contains("damaged", await runbook.NextAsync("creditai drill", code: 3), StringComparison.Ordinal);
        Assert.Empty(runbook.Left);
    }

    [Fact]
    public async Task FullDisk_Runbook_BoundsTheSlotAndMendsTheGap()
    {
        await using var rig = await StartAsync();
        await rig.TakeAsync();
        await using var runbook = new Runbook("full-disk.md", rig);
        await rig.Cluster.ExecuteAsync("ALTER SYSTEM SET max_slot_wal_keep_size = -1");
        await rig.Cluster.ExecuteAsync("SELECT pg_reload_conf()");

        await runbook.NextAsync("psql");
        await runbook.NextAsync("psql");
        await runbook.NextAsync("creditai backup role");
        await BackupRig.UntilAsync(() => rig.Cluster.ScalarAsync<string>("SHOW max_slot_wal_keep_size").GetAwaiter().GetResult() == "8GB");
        var slot = rig.Wal.Current.Slot;
        await rig.StopReceivingAsync();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await runbook.NextAsync("psql");
        for (var segment = 0; segment < 6; segment++)
        {
            await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(1, 10); SELECT pg_switch_wal()", "creditai");
        }

        await rig.Cluster.ExecuteAsync("CHECKPOINT");
        await rig.Cluster.ExecuteAsync("CHECKPOINT");
        await rig.MoveToAsync(rig.Cluster);
        var taken = await rig.TakeAsync(BackupKind.Incremental);
        Assert.NotEqual(slot, rig.Wal.Current.Slot);
        Assert.Equal(BackupKind.Full, taken.Kind);
        Assert.Contains("would be removed", await runbook.NextAsync("creditai backup expire"), StringComparison.Ordinal);
        await runbook.NextAsync("creditai backup expire");
        Assert.Empty(runbook.Left);
    }

    private static async Task<BackupRig> StartAsync()
    {
        var rig = await BackupRig.StartAsync();
        await rig.Cluster.ExecuteAsync("CREATE DATABASE creditai");
        await using (var database = NpgsqlDataSource.Create(rig.Cluster.Admin("creditai")))
        {
            await LedgerSchema.EnsureAsync(database, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await rig.Cluster.ExecuteAsync("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n", "creditai");
        return rig;
    }

    private static async Task UntilRowsAsync(TestCluster cluster, long rows)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (await cluster.ScalarAsync<long>("SELECT count(*) FROM kept", "creditai") < rows)
        {
            await Task.Delay(50, timeout.Token);
        }
    }

    private static IEnumerable<string> Names(string directory)
        => Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)).Where(path => path[0] != '.').Order(StringComparer.Ordinal);
}
