using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Wal;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Base;

public sealed class LineageTests
{
    private const int SegmentSize = 1024 * 1024;

    private static readonly DateTimeOffset Started = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ServerIdentity Server = new("7", 180004, SegmentSize, HasChecksums: true, "slot", Started);
    private static readonly ServerState Now = new(Server, 1, SummarizesWal: false, "log");

    [Fact]
    public void WhyNot_UnbrokenHistory_IsNull() => Assert.Null(WhyNot(Earlier(), Now, TimelineHistory.First));

    [Fact]
    public void WhyNot_NoEarlierBackup_IsSaid() => Assert.Contains("no earlier backup", Lineage.WhyNot(null, Now, TimelineHistory.First, Wal(0, 9)), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_ChecksumsOffNow_IsSaid()
        => Assert.Contains("checksums are off", WhyNot(Earlier(), Now with { Identity = Server with { HasChecksums = false } }, TimelineHistory.First), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_ChecksumsSwitchedOnBetween_IsSaid()
        => Assert.Contains("switched on", WhyNot(Earlier() with { Server = Server with { HasChecksums = false } }, Now, TimelineHistory.First), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_AnotherCluster_IsSaid()
        => Assert.Contains("another cluster", WhyNot(Earlier() with { Server = Server with { SystemIdentifier = "8" } }, Now, TimelineHistory.First), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_AnotherMajorVersion_IsSaid()
        => Assert.Contains("PostgreSQL 17", WhyNot(Earlier() with { Server = Server with { Version = 170002 } }, Now, TimelineHistory.First), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_AnotherSlot_IsSaid()
        => Assert.Contains("slot", WhyNot(Earlier() with { Server = Server with { Slot = "before" } }, Now, TimelineHistory.First), StringComparison.Ordinal);

    [Fact]
    public void WhyNot_DamagedPages_IsSaid()
        => Assert.Contains("damaged", WhyNot(Earlier() with { DamagedPages = [new DamagedPage("base/5/1", null, 0)] }, Now, TimelineHistory.First), StringComparison.Ordinal);

    [Theory]
    [InlineData(3 * SegmentSize, null)]
    [InlineData((2 * SegmentSize) + 4096, null)]
    [InlineData((2 * SegmentSize) + 4095, "does not contain")]
    public void WhyNot_PromotedSince_HoldsOnlyBeyondTheBackupsEnd(int switchedAt, string? reason)
    {
        var history = new TimelineHistory(2, [new TimelineSwitch(1, new NpgsqlLogSequenceNumber((ulong)switchedAt))]);
        var wal = new WalCatalog([.. Segments(1, 0, 3), .. Segments(2, switchedAt / SegmentSize, 9)], new Dictionary<uint, TimelineHistory>());

        var why = Lineage.WhyNot(Earlier(), Now with { Timeline = 2 }, history, wal);

        Assert.Equal(reason is not null, why?.Contains(reason!, StringComparison.Ordinal) == true);
        Assert.Equal(reason is null, why is null);
    }

    [Fact]
    public void WhyNot_GapInTheArchive_IsSaid()
        => Assert.Contains("gap", Lineage.WhyNot(Earlier(), Now, TimelineHistory.First, new WalCatalog([.. Segments(1, 0, 3), .. Segments(1, 5, 9)], new Dictionary<uint, TimelineHistory>())), StringComparison.Ordinal);

    [Fact]
    public void WhyNoHeaderScan_RestartedSince_IsSaid()
    {
        Assert.Null(Lineage.WhyNoHeaderScan(Earlier(), Now));
        Assert.Contains("restarted", Lineage.WhyNoHeaderScan(Earlier(), Now with { Identity = Server with { ServerStartedAt = Started.AddDays(1) } }), StringComparison.Ordinal);
    }

    private static string? WhyNot(BackupManifest earlier, ServerState now, TimelineHistory history) => Lineage.WhyNot(earlier, now, history, Wal(0, 9));

    private static BackupManifest Earlier() => new()
    {
        Id = "20270101T000000Z-full-0001",
        Kind = BackupKind.Full,
        Server = Server,
        Timeline = 1,
        StartLsn = new NpgsqlLogSequenceNumber(SegmentSize),
        StopLsn = new NpgsqlLogSequenceNumber((2 * SegmentSize) + 4096),
        StartedAt = Started,
        StoppedAt = Started,
        BackupLabel = "",
        Pieces = [],
        Files = new StoredPiece("files", 0, 0, ""),
        FileCount = 0,
        ClusterBytes = 0,
    };

    private static WalCatalog Wal(int from, int to) => new(Segments(1, from, to), new Dictionary<uint, TimelineHistory>());

    private static IEnumerable<ArchivedSegment> Segments(uint timeline, int from, int to)
        => Enumerable.Range(from, to - from).Select(number => new ArchivedSegment("", new WalSegment(timeline, (ulong)number, SegmentSize), SegmentSize));
}
