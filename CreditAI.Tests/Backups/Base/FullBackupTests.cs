using CreditAI.Backups.Manifests;
using CreditAI.Backups.Restoring;

namespace CreditAI.Tests.Backups.Base;

[Collection(BackupRig.OneAtATime)]
public sealed class FullBackupTests
{
    [Theory]
    [InlineData(18)]
    [InlineData(15)]
    public async Task Restore_ToATime_HasWhatWasCommittedByThen(int version)
    {
        await using var rig = await BackupRig.StartAsync(version);
        await rig.Cluster.ExecuteAsync("CREATE TABLE decision (id int PRIMARY KEY, reason text); INSERT INTO decision SELECT n, repeat('x', 200) FROM generate_series(1, 20000) n");
        var manifest = await rig.TakeAsync();
        await rig.Cluster.ExecuteAsync("INSERT INTO decision SELECT n, 'later' FROM generate_series(20001, 22500) n");
        var before = DateTimeOffset.Parse(await rig.Cluster.ScalarAsync<string>("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"), System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await rig.Cluster.ExecuteAsync("DELETE FROM decision WHERE id % 3 = 0");
        await rig.ArchiveAsync();

        await using var restored = await rig.RestoreAsync(new RestoreTarget(Time: before));

        Assert.Equal(22500, await restored.ScalarAsync<long>("SELECT count(*) FROM decision"));
        Assert.Equal(BackupKind.Full, manifest.Kind);
        Assert.Empty(manifest.DamagedPages);
    }
}
