using CreditAI.Backups.Manifests;

namespace CreditAI.Tests.Backups.Faults;

/// <summary>A thousand steps of what happens to a server, backed up on the way; what is restored is the server, table by table.</summary>
[Collection(BackupRig.OneAtATime)]
public sealed class RandomHistoryTests(ITestOutputHelper output)
{
    private const int Steps = 1000;
    private const int StepsBetweenRestores = 250;

    [Theory]
    [InlineData(18, 1)]
    [InlineData(15, 2)]
    public async Task Restore_AfterARandomHistory_IsTheServerTableByTable(int version, int seed)
    {
        await using var rig = await BackupRig.StartAsync(version);
        rig.Options = new() { BytesPerSecond = 0, PieceSize = 1024 * 1024, SummaryPatience = TimeSpan.FromSeconds(3) };
        var history = new RandomHistory(rig, new Random(seed));
        await history.BeginAsync();
        await rig.TakeAsync();
        var former = new List<TestCluster>();
        for (var step = 1; step <= Steps; step++)
        {
            await history.StepAsync();
            if (step % 40 == 0)
            {
                var taken = await rig.TakeAsync((BackupKind)(step / 40 % 3), withoutSummaries: step % 80 == 0);
                output.WriteLine($"step {step}: {taken.Kind} {taken.Changes} {taken.FullReason}");
            }

            if (step % StepsBetweenRestores == 0)
            {
                await rig.ArchiveAsync();
                var expected = await rig.Cluster.ContentsAsync();
                var restored = await rig.RestoreAsync();
                Assert.Equal(expected, await restored.ContentsAsync());
                if (step % (2 * StepsBetweenRestores) == 0)
                {
                    // The restored server takes over: another timeline.
                    former.Add(rig.Cluster);
                    await rig.Cluster.StopAsync();
                    await rig.MoveToAsync(restored);
                    output.WriteLine($"step {step}: the restored server took over");
                }
                else
                {
                    await restored.DisposeAsync();
                }
            }
        }

        foreach (var cluster in former)
        {
            await cluster.DisposeAsync();
        }
    }
}
