using CreditAI.Backups.Manifests;
using CreditAI.BackupWorker.Backing;
using NpgsqlTypes;

namespace CreditAI.Tests.BackupWorker;

public sealed class BackupCalendarTests
{
    private static readonly DateTimeOffset Sunday = new(2027, 1, 3, 1, 0, 5, TimeSpan.Zero);

    [Fact]
    public void Due_NothingThere_IsAFullOne() => Assert.Equal(BackupKind.Full, BackupCalendar.Due([], new BackupOptions(), Sunday));

    [Theory]
    [InlineData(0, 20, null)]
    [InlineData(0, 40, BackupKind.Incremental)] // 01:30 has passed
    [InlineData(25, 10, BackupKind.Differential)] // Monday 02:00 has passed, and so have many half hours
    [InlineData(24 * 7, 1, BackupKind.Full)] // the next Sunday, made up for once
    [InlineData(24 * 30, 0, BackupKind.Full)]
    public void Due_AfterAFullOne_IsTheLargestThatHasBeenMissed(int hours, int minutes, BackupKind? due)
        => Assert.Equal(due, BackupCalendar.Due([Backup(BackupKind.Full, Sunday)], new BackupOptions(), Sunday.AddHours(hours).AddMinutes(minutes)));

    [Fact]
    public void Due_DoneAlready_IsNothing()
        => Assert.Null(BackupCalendar.Due([Backup(BackupKind.Full, Sunday), Backup(BackupKind.Incremental, Sunday.AddMinutes(31))], new BackupOptions(), Sunday.AddMinutes(45)));

    private static BackupManifest Backup(BackupKind kind, DateTimeOffset at) => new()
    {
        Id = $"{at:yyyyMMdd'T'HHmmss'Z'}-{kind}",
        Kind = kind,
        Server = new ServerIdentity("7", 180004, 16777216, true, "slot", at),
        Timeline = 1,
        StartLsn = NpgsqlLogSequenceNumber.Invalid,
        StopLsn = NpgsqlLogSequenceNumber.Invalid,
        StartedAt = at,
        StoppedAt = at,
        BackupLabel = "",
        Pieces = [],
        Files = new StoredPiece("files", 0, 0, ""),
        FileCount = 0,
        ClusterBytes = 0,
    };
}
