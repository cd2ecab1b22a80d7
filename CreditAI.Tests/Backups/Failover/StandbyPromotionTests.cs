using CreditAI.Backups.Failover;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Failover;

[Collection(BackupRig.OneAtATime)]
public sealed class StandbyPromotionTests
{
    [Theory]
    [InlineData(18)]
    [InlineData(15)]
    public async Task Promote_StandbyHasMoreOfASegmentThanTheArchive_KeepsItAndTheArchiveGetsIt(int version)
    {
        await using var rig = await BackupRig.StartAsync(version);
        await rig.Cluster.ExecuteAsync("ALTER SYSTEM SET wal_retrieve_retry_interval = '100ms'");
        await rig.Cluster.ExecuteAsync("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n");
        await rig.TakeAsync();
        await using var standby = await FollowAsync(rig);
        await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(101, 150)");
        await rig.ArchiveAsync();
        await rig.StopReceivingAsync();
        await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(151, 200)");
        var written = NpgsqlLogSequenceNumber.Parse(await rig.Cluster.ScalarAsync<string>("SELECT pg_current_wal_flush_lsn()::text"));
        Assert.True(rig.Wal.Current.Durable < written, "the archive is not behind");
        await BackupRig.UntilAsync(() => standby.ScalarAsync<bool>($"SELECT pg_last_wal_replay_lsn() >= '{written}'").GetAwaiter().GetResult());
        await rig.Cluster.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken); // Without its primary it asks the archive, again and again.

        Assert.Equal(2u, await new StandbyPromotion(standby.Admin(), rig.Cluster.Admin(), rig.Regions, rig.Keys).PromoteAsync(TestContext.Current.CancellationToken));

        Assert.Equal(200, await standby.ScalarAsync<long>("SELECT count(*) FROM kept"));

        // The archive gets the rest of the old timeline from the new primary, and goes on along its own.
        await rig.MoveToAsync(standby);
        await rig.Cluster.ExecuteAsync("INSERT INTO kept SELECT generate_series(201, 210)");
        await rig.ArchiveAsync();
        await using var restored = await rig.RestoreAsync();
        Assert.Equal(210, await restored.ScalarAsync<long>("SELECT count(*) FROM kept"));
    }

    private static async Task<TestCluster> FollowAsync(BackupRig rig)
    {
        var (directory, _) = await rig.RestoreFilesAsync(follow: true);
        var standby = rig.On(directory);
        await standby.StartAsync(recovers: true);
        return standby;
    }
}
