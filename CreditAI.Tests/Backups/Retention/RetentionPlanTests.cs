using CreditAI.Backups.Manifests;
using CreditAI.Backups.Retention;
using CreditAI.Backups.Wal;
using FsCheck;
using FsCheck.Fluent;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Retention;

public sealed class RetentionPlanTests
{
    private const int SegmentSize = 16 * 1024 * 1024;

    private static readonly DateTimeOffset Now = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ServerIdentity Server = new("7", 180004, SegmentSize, true, "slot", Now.AddYears(-1));

    [Fact]
    public void Of_AnyHistory_KeepsChainsWindowAndFulls()
    {
        // Per day: nothing, a full, a differential or an incremental.
        var days = Gen.ListOf(Gen.Choose(0, 3)).Select(kinds => kinds.ToArray()).ToArbitrary();
        Prop.ForAll(days, kinds =>
        {
            var backups = Backups(kinds);
            var plan = RetentionPlan.Of(backups, Now, new RetentionPolicy(10, 2));
            var byId = backups.ToDictionary(backup => backup.Id);

            Assert.All(plan.Kept, id => Assert.All(byId[id].Manifest!.Chain, link => Assert.Contains(link.Id, plan.Kept)));
            Assert.All(backups.Where(backup => backup.Manifest!.StoppedAt > Now.AddDays(-10)), backup => Assert.Contains(backup.Id, plan.Kept));
            Assert.All(backups.Where(backup => backup.Manifest!.Kind == BackupKind.Full).TakeLast(2), backup => Assert.Contains(backup.Id, plan.Kept));
            Assert.Empty(plan.Kept.Intersect(plan.Expired.Select(backup => backup.Id)));

            // The first moment of the window can be gone back to, from the last backup before it and the WAL since.
            if (backups.LastOrDefault(backup => backup.Manifest!.StoppedAt <= Now.AddDays(-10)) is { } foundation)
            {
                Assert.Contains(foundation.Id, plan.Kept);
                Assert.True(plan.KeepsWal(WalSegment.Of(1, foundation.Manifest!.StartLsn, SegmentSize)));
                Assert.True(plan.KeepsWal(WalSegment.Of(1, foundation.Manifest.StartLsn, SegmentSize).Next));
            }

            Assert.All(plan.Kept, id => Assert.True(plan.KeepsWal(WalSegment.Of(1, byId[id].Manifest!.StartLsn, SegmentSize))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_ADamagedFull_IsNotCountedAmongTheLeast()
    {
        var backups = Backups([1, 1, 1]);
        backups[2] = backups[2] with { Manifest = backups[2].Manifest! with { DamagedPages = [new DamagedPage("base/1/1", null, 0)] } };

        var plan = RetentionPlan.Of(backups, Now.AddYears(1), new RetentionPolicy(1, 1));

        Assert.Contains(backups[1].Id, plan.Kept);
    }

    private static List<CataloguedBackup> Backups(int[] kinds)
    {
        var backups = new List<CataloguedBackup>();
        for (var day = 0; day < kinds.Length; day++)
        {
            var at = Now.AddDays(day - kinds.Length);
            var full = backups.LastOrDefault(backup => backup.Manifest!.Kind == BackupKind.Full);
            var kind = full is null || kinds[day] == 1 ? BackupKind.Full : kinds[day] == 2 ? BackupKind.Differential : BackupKind.Incremental;
            var on = kind switch { BackupKind.Full => null, BackupKind.Differential => full, _ => backups[^1] };
            if (kinds[day] > 0)
            {
                backups.Add(Backup(kind, at, on, (ulong)(day + 1)));
            }
        }

        return backups;
    }

    private static CataloguedBackup Backup(BackupKind kind, DateTimeOffset at, CataloguedBackup? on, ulong segment)
    {
        var id = $"{at:yyyyMMdd'T'HHmmss'Z'}-{kind}";
        var manifest = new BackupManifest
        {
            Id = id,
            Kind = kind,
            Server = Server,
            Timeline = 1,
            StartLsn = new NpgsqlLogSequenceNumber(segment * 10 * SegmentSize),
            StopLsn = new NpgsqlLogSequenceNumber((segment * 10 * SegmentSize) + 100),
            StartedAt = at,
            StoppedAt = at,
            BackupLabel = "",
            Pieces = [],
            Files = new StoredPiece("files", 0, 0, ""),
            FileCount = 0,
            ClusterBytes = 0,
            Chain = on is null ? [] : [.. on.Manifest!.Chain, new ChainLink(on.Id, on.Sha256!)],
        };
        return new CataloguedBackup(id, manifest, id, "key", ["north"], null);
    }
}
