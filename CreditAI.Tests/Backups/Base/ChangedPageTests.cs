using System.Buffers.Binary;
using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Base;

/// <summary>Ways in which an incremental backup restores into something else, silently, unless a rule is kept.</summary>
[Collection(BackupRig.OneAtATime)]
public sealed class ChangedPageTests
{
    [Fact]
    public async Task HeaderScan_PageWithoutLsn_CountsAsChanged()
    {
        await using var rig = await BackupRig.StartAsync();
        ulong[] lsns = [0x500, 0, 0x1_0000_1000, 0x1_0000_0FFF, 0x2000];
        var content = new byte[lsns.Length * 8192];
        for (var page = 0; page < lsns.Length; page++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(page * 8192), (uint)(lsns[page] >> 32));
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan((page * 8192) + 4), (uint)lsns[page]);
        }

        await File.WriteAllBytesAsync(Path.Combine(rig.Cluster.Directory, "pages"), content, TestContext.Current.CancellationToken);
        await using var server = new ClusterServer(rig.Cluster.Backup);
        await using var connection = await server.OpenAsync(TestContext.Current.CancellationToken);
        var file = new ClusterFile("pages", content.Length, default, IsDirectory: false);

        var changed = await HeaderScan.ChangedAsync(connection, file, HeaderScan.Parts(file).Single(), known: 4, new NpgsqlLogSequenceNumber(0x1_0000_1000), TestContext.Current.CancellationToken);

        Assert.Equal([1u, 2u, 4u], changed); // 1: without an LSN; 2: since then; 4: new
    }

    [Theory]
    [InlineData(18, false)]
    [InlineData(18, true)]
    [InlineData(15, true)]
    public async Task Database_MadeAnewUnderItsOid_IsCopiedWhole(int version, bool headerScan)
    {
        await using var rig = await BackupRig.StartAsync(version);
        foreach (var (template, text) in new[] { ("one", "first"), ("two", "second") })
        {
            await rig.Cluster.ExecuteAsync($"CREATE DATABASE {template}");
            await rig.Cluster.ExecuteAsync($"CREATE TABLE t AS SELECT n, '{text}' AS text FROM generate_series(1, 5000) n", template);
        }

        await rig.Cluster.ExecuteAsync("CREATE DATABASE d TEMPLATE one OID = 300000 STRATEGY = file_copy");
        await rig.TakeAsync();
        await Task.Delay(1100, TestContext.Current.CancellationToken);
        await rig.Cluster.ExecuteAsync("DROP DATABASE d");
        await rig.Cluster.ExecuteAsync("CREATE DATABASE d TEMPLATE two OID = 300000 STRATEGY = file_copy");
        var taken = await rig.TakeAsync(BackupKind.Incremental, headerScan);

        await using var restored = await rig.RestoreAsync(new(BackupId: taken.Id));

        Assert.Equal(BackupKind.Incremental, taken.Kind);
        Assert.Equal(5000, await restored.ScalarAsync<long>("SELECT count(*) FROM t WHERE text = 'second'", "d"));
    }

    [Theory]
    [InlineData(18, false)]
    [InlineData(15, true)]
    public async Task Incremental_FreeSpaceAndVisibilityMaps_AreCopiedWhole(int version, bool headerScan)
    {
        await using var rig = await BackupRig.StartAsync(version);
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n, repeat('x', 100) AS text FROM generate_series(1, 20000) n; CREATE UNLOGGED TABLE u AS SELECT 1 AS n");
        await rig.Cluster.ExecuteAsync("VACUUM t");
        await rig.TakeAsync();
        await rig.Cluster.ExecuteAsync("UPDATE t SET text = '' WHERE n < 10; CREATE TABLE added AS SELECT 1 AS n");
        var taken = await rig.TakeAsync(BackupKind.Incremental, headerScan);

        var files = await new BackupCatalog(rig.Regions, rig.Keys).FilesAsync(taken, TestContext.Current.CancellationToken);

        var maps = files.Files.Where(file => RelationFile.Parse(file.Path) is { Fork: not RelationFork.Main }).ToList();
        Assert.NotEmpty(maps);
        Assert.All(maps, file => Assert.True(file.IsWhole, file.Path));
        Assert.Contains(files.Files, file => RelationFile.Parse(file.Path) is { Fork: RelationFork.Main } && !file.IsWhole && file.Extents.Count == 0);
        var unlogged = await rig.Cluster.ScalarAsync<string>("SELECT pg_relation_filepath('u')");
        Assert.DoesNotContain(files.Files, file => file.Path == unlogged);
        Assert.Contains(files.Files, file => file.Path == unlogged + "_init");
        var added = await rig.Cluster.ScalarAsync<string>("SELECT pg_relation_filepath('added')");
        Assert.True(files.Files.Single(file => file.Path == added).IsWhole);
    }

    [Fact]
    public async Task Incremental_TruncatedAndBulkExtended_DoesNotBringDeletedRowsBack()
    {
        await using var rig = await BackupRig.StartAsync();
        await rig.Cluster.ExecuteAsync("CREATE TABLE t (n int, text text); INSERT INTO t SELECT n, repeat('x', 500) FROM generate_series(1, 20000) n");
        await rig.TakeAsync();
        await rig.Cluster.ExecuteAsync("DELETE FROM t WHERE n > 2000");
        await rig.Cluster.ExecuteAsync("VACUUM (TRUNCATE) t");
        await rig.Cluster.ExecuteAsync("INSERT INTO t SELECT -n, repeat('y', 500) FROM generate_series(1, 3000) n");
        var byHeader = await rig.TakeAsync(BackupKind.Differential, withoutSummaries: true);
        var bySummary = await rig.TakeAsync(BackupKind.Differential);
        var expected = await rig.Cluster.ContentsAsync();

        foreach (var taken in new[] { byHeader, bySummary })
        {
            await using var restored = await rig.RestoreAsync(new(BackupId: taken.Id));
            Assert.Equal(expected, await restored.ContentsAsync());
        }
    }

    [Theory]
    [InlineData(18)]
    [InlineData(15)]
    public async Task Incremental_WithoutChecksums_IsAFullOneWithTheReason(int version)
    {
        await using var rig = await BackupRig.StartAsync(version, checksums: false);
        await rig.TakeAsync();

        var taken = await rig.TakeAsync(BackupKind.Incremental);

        Assert.Equal(BackupKind.Full, taken.Kind);
        Assert.Contains("checksums are off", taken.FullReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incremental_ByHeadersAfterARestart_IsAFullOneWithTheReason()
    {
        await using var rig = await BackupRig.StartAsync(15);
        await rig.TakeAsync();
        await rig.Cluster.RestartAsync();
        await rig.UntilReceivingAsync();

        var taken = await rig.TakeAsync(BackupKind.Incremental);

        Assert.Equal(BackupKind.Full, taken.Kind);
        Assert.Contains("restarted", taken.FullReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_DamagedOnTheServersDisk_IsReportedWithRelationAndBlock()
    {
        await using var rig = await BackupRig.StartAsync();
        await rig.Cluster.ExecuteAsync("CREATE TABLE t AS SELECT n, repeat('x', 500) AS text FROM generate_series(1, 2000) n; CHECKPOINT");
        var path = await rig.Cluster.ScalarAsync<string>("SELECT pg_relation_filepath('t')");
        await rig.Cluster.StopAsync();
        await using (var file = new FileStream(Path.Combine(rig.Cluster.Directory, path), FileMode.Open, FileAccess.Write))
        {
            file.Position = (17 * 8192) + 4000;
            file.Write("damage"u8);
        }

        await rig.Cluster.StartAsync();
        await rig.UntilReceivingAsync();
        var taken = await rig.TakeAsync();

        Assert.Equal([new DamagedPage(path, "public.t", 17)], taken.DamagedPages);
        var refused = await Assert.ThrowsAsync<CreditAI.Backups.BackupException>(() => rig.RestoreFilesAsync(new(BackupId: taken.Id)));
        Assert.Contains("--accept-damaged", refused.Message, StringComparison.Ordinal);
    }
}
