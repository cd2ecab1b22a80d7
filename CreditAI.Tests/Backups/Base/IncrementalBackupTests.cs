using CreditAI.Backups.Manifests;

namespace CreditAI.Tests.Backups.Base;

[Collection(BackupRig.OneAtATime)]
public sealed class IncrementalBackupTests
{
    [Theory]
    [InlineData(18, false)]
    [InlineData(18, true)]
    [InlineData(15, true)]
    public async Task Restore_OfAChain_IsTheServerTableByTable(int version, bool headerScan)
    {
        await using var rig = await BackupRig.StartAsync(version);
        await rig.Cluster.ExecuteAsync("CREATE TABLE decision (id int PRIMARY KEY, reason text); INSERT INTO decision SELECT n, repeat('x', 300) FROM generate_series(1, 100000) n");
        var full = await rig.TakeAsync();
        await rig.Cluster.ExecuteAsync("UPDATE decision SET reason = 'one' WHERE id BETWEEN 500 AND 900; CREATE TABLE added AS SELECT generate_series(1, 1000) n");
        var first = await rig.TakeAsync(BackupKind.Incremental, headerScan);
        await rig.Cluster.ExecuteAsync("UPDATE decision SET reason = 'two' WHERE id BETWEEN 50000 AND 50400");
        var second = await rig.TakeAsync(BackupKind.Incremental, headerScan);
        await rig.Cluster.ExecuteAsync("UPDATE decision SET reason = 'three' WHERE id BETWEEN 70000 AND 70400");
        var differential = await rig.TakeAsync(BackupKind.Differential, headerScan);
        var expected = await rig.Cluster.ContentsAsync();

        await using var restored = await rig.RestoreAsync(new(BackupId: differential.Id));

        Assert.Equal(expected, await restored.ContentsAsync());
        Assert.Equal([BackupKind.Incremental, BackupKind.Incremental, BackupKind.Differential], new[] { first, second, differential }.Select(backup => backup.Kind));
        Assert.All([first, second, differential], backup => Assert.Equal(headerScan ? ChangeSource.HeaderScan : ChangeSource.WalSummaries, backup.Changes));
        Assert.Equal([full.Id, first.Id], second.Chain.Select(link => link.Id));
        Assert.Equal([full.Id], differential.Chain.Select(link => link.Id));
        Assert.InRange(second.RawBytes, 0, full.RawBytes / 4);
        await using var earlier = await rig.RestoreAsync(new(BackupId: second.Id));
        Assert.Equal(0, await earlier.ScalarAsync<long>("SELECT count(*) FROM decision WHERE reason = 'three'"));
        Assert.Equal(401, await earlier.ScalarAsync<long>("SELECT count(*) FROM decision WHERE reason = 'two'"));
    }
}
