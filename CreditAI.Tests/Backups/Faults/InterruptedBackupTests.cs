using System.Diagnostics;
using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Retention;
using CreditAI.Backups.Verifying;
using CreditAI.Ledger.Objects;
using CreditAI.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CreditAI.Tests.Backups.Faults;

[Collection(BackupRig.OneAtATime)]
public sealed class InterruptedBackupTests(S3Server s3) : IClassFixture<S3Server>
{
    private const int Kills = 50;

    [Fact]
    public async Task Backup_KilledAtFiftyRandomPoints_LeavesWholeBackupsAndNoOrphans()
    {
        await using var rig = await BackupRig.StartAsync();
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n, repeat('x', 300) AS text FROM generate_series(1, 40000) n");
        await rig.TakeAsync();
        var random = new Random(50);
        for (var kill = 0; kill < Kills; kill++)
        {
            await rig.Cluster.ExecuteAsync($"UPDATE t SET text = md5('{kill}' || n) WHERE n % 50 = {kill % 50}");
            using var process = Process.Start(Take(rig, new[] { "full", "differential", "incremental" }[kill % 3]))!;
            await Task.Delay(random.Next(200, 1400), TestContext.Current.CancellationToken);
            await process.EndAsync();
        }

        await UntilUnlockedAsync(rig);
        var last = await rig.TakeAsync(BackupKind.Incremental);
        await ExpireAsync(rig);

        var backups = await new BackupCatalog(rig.Regions, rig.Keys).ListAsync(last.Server.SystemIdentifier, TestContext.Current.CancellationToken);
        var report = await new BackupVerifier(rig.Regions, rig.Keys).VerifyAsync(last.Server.SystemIdentifier, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
        var ids = backups.Select(backup => backup.Id).ToHashSet();
        foreach (var region in rig.Regions.All)
        {
            var stored = await region.ListAsync(BackupKeys.Bases(last.Server.SystemIdentifier), TestContext.Current.CancellationToken);
            Assert.All(stored, item => Assert.Contains(item.Key.Split('/')[3], ids));
        }

        var expected = await rig.Cluster.ContentsAsync();
        await using var restored = await rig.RestoreAsync(new(BackupId: last.Id));
        Assert.Equal(expected, await restored.ContentsAsync());
    }

    [Fact]
    public async Task Backup_ServerKilledMeanwhile_FailsAndTheNextIsWhole()
    {
        await using var rig = await BackupRig.StartAsync();
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n, repeat('x', 300) AS text FROM generate_series(1, 100000) n");
        rig.Options = new BaseBackupOptions { BytesPerSecond = 8 * 1024 * 1024, PieceSize = 1024 * 1024, WalPatience = TimeSpan.FromSeconds(30) };
        var taking = rig.TakeAsync();
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        await rig.Cluster.KillAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => taking);
        await rig.Cluster.StartAsync();
        await BackupRig.UntilAsync(() => rig.Wal.Current is { IsReceiving: true, Failure: null });
        rig.Options = new BaseBackupOptions { BytesPerSecond = 0, WalPatience = TimeSpan.FromSeconds(30) };

        var taken = await rig.TakeAsync();

        await ExpireAsync(rig);
        var report = await new BackupVerifier(rig.Regions, rig.Keys).VerifyAsync(taken.Server.SystemIdentifier, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
        await using var restored = await rig.RestoreAsync(new(BackupId: taken.Id));
        Assert.Equal(100000, await restored.ScalarAsync<long>("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Region_AwayAndBackWithNothing_IsCaughtUpAndCompleteByItself()
    {
        var south = await s3.ConnectionStringAsync();
        await using var rig = await BackupRig.StartAsync();
        rig.Regions = new RegionSet([rig.Region("north"), new Region("south", ObjectStoreFactory.Open(south))]);
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n");
        await rig.TakeAsync();
        await s3.StopAsync();

        await rig.Cluster.ExecuteAsync("INSERT INTO t SELECT generate_series(1001, 2000)");
        var taken = await rig.TakeAsync(BackupKind.Incremental);

        Assert.Contains("south", rig.Regions.Behind.Keys);
        await Assert.ThrowsAsync<RegionsUnreachableException>(() => ExpireAsync(rig)); // Nothing is judged by half of what there is.
        await s3.StartAsync();
        await ExpireAsync(rig);
        Assert.Empty(rig.Regions.Behind);
        var report = await new BackupVerifier(new RegionSet([rig.Regions.Named("south")]), rig.Keys).VerifyAsync(taken.Server.SystemIdentifier, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
        Assert.True(report.Objects > 4);
    }

    [Fact]
    public async Task Regions_EachRefusingAThirdOfAllWrites_HoldWholeBackupsBetweenThemAndThenEach()
    {
        await using var rig = await BackupRig.StartAsync();
        rig.Regions = new RegionSet([new Region("north", new FailingStore(rig.Region("north").Store, 0.3, 1)), new Region("south", new FailingStore(rig.Region("south").Store, 0.3, 2))]);
        rig.Options = new BaseBackupOptions { BytesPerSecond = 0, PieceSize = 1024 * 1024, WalPatience = TimeSpan.FromSeconds(30) };
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n, repeat('x', 300) AS text FROM generate_series(1, 20000) n");
        var taken = await rig.TakeAsync();
        await rig.ArchiveAsync();
        await rig.StopReceivingAsync();
        rig.Regions = new RegionSet([rig.Region("north"), rig.Region("south")]);
        await using var together = await rig.RestoreAsync(new(BackupId: taken.Id));
        Assert.Equal(20000, await together.ScalarAsync<long>("SELECT count(*) FROM t"));
        await ExpireAsync(rig);
        var report = await new BackupVerifier(rig.Regions, rig.Keys).VerifyAsync(taken.Server.SystemIdentifier, null, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task Expiry_MonthsLater_KeepsTheLeastFullsAndWhatTheyStandOn()
    {
        await using var rig = await BackupRig.StartAsync();
        List<BackupManifest> taken = [];
        foreach (var kind in new[] { BackupKind.Full, BackupKind.Incremental, BackupKind.Full, BackupKind.Incremental, BackupKind.Full })
        {
            await rig.Cluster.ExecuteAsync("CREATE TABLE IF NOT EXISTS t (n int); INSERT INTO t SELECT generate_series(1, 100)");
            taken.Add(await rig.TakeAsync(kind));
        }

        var later = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(90));
        var cluster = taken[0].Server.SystemIdentifier;
        await using var server = new ClusterServer(rig.Cluster.Backup);
        var expiry = new Expiry(rig.Regions, rig.Keys, new RetentionPolicy(30, 2), later, NullLogger<Expiry>.Instance);
        var planned = await expiry.PlanAsync(cluster, TestContext.Current.CancellationToken);
        await expiry.RunAsync(server, cluster, TestContext.Current.CancellationToken);

        var left = (await new BackupCatalog(rig.Regions, rig.Keys).ListAsync(cluster, TestContext.Current.CancellationToken)).Select(backup => backup.Id).ToList();
        Assert.Equal([taken[2].Id, taken[4].Id], left);
        Assert.Equal(taken.Select(backup => backup.Id).Except(left), planned.Backups.Select(backup => backup.Id));
        Assert.Empty((await new BackupVerifier(rig.Regions, rig.Keys).VerifyAsync(cluster, null, TestContext.Current.CancellationToken)).Faults);
        await using var restored = await rig.RestoreAsync(new(BackupId: taken[2].Id));
        Assert.Equal(300, await restored.ScalarAsync<long>("SELECT count(*) FROM t"));
    }

    private static async Task ExpireAsync(BackupRig rig)
    {
        await using var server = new ClusterServer(rig.Cluster.Backup);
        var state = await server.StateAsync("", TestContext.Current.CancellationToken);
        await new Expiry(rig.Regions, rig.Keys, new RetentionPolicy(), TimeProvider.System, NullLogger<Expiry>.Instance)
            .RunAsync(server, state.Identity.SystemIdentifier, TestContext.Current.CancellationToken);
    }

    private static async Task UntilUnlockedAsync(BackupRig rig)
    {
        for (var attempt = 0; attempt < 100 && await rig.Cluster.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") > 0; attempt++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static ProcessStartInfo Take(BackupRig rig, string kind)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "creditai"), ["backup", "take", "--kind", kind, "--rate", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in rig.Environment.Append(KeyValuePair.Create("ConnectionStrings__backup", rig.Cluster.Backup)))
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
