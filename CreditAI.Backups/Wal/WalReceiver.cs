using CreditAI.Backups.Cluster;
using CreditAI.Backups.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;
using Npgsql.Replication;

namespace CreditAI.Backups.Wal;

/// <summary>
/// Receives the server's WAL by physical replication through a slot and archives it: whole segments at once, the beginning of the newest
/// at the latest after the interval. The server is told that WAL is kept only when a region has it.
/// </summary>
/// <remarks>
/// Receiving always goes on at the beginning of the archive's last unfinished segment, never where the slot stands: a slot that was lost
/// or made anew would skip silently what the archive lacks, and the server refuses instead.
/// </remarks>
internal sealed class WalReceiver(
    string connectionString, Func<string, WalArchive> archiveOf, WalReceiverOptions options, WalProgress progress, TimeProvider time, ILogger<WalReceiver> log)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>Receives until it is cancelled, again and again when the server or all regions are away.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.Zero;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReceiveAsync(cancellationToken);
                pause = TimeSpan.Zero;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                BackupLog.WalInterrupted(log, exception.Message);
                var hadBegun = progress.Current.IsReceiving;
                progress.Update(state => state with { IsReceiving = false, Failure = exception.Message });
                pause = hadBegun ? ShortestPause : pause * 2 < LongestPause ? (pause * 2) + ShortestPause : LongestPause;
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        progress.Update(state => state with { IsReceiving = false });
    }

    /// <summary>Receives one timeline, until it ends or the connection does.</summary>
    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await using var replication = new PhysicalReplicationConnection(ReplicationString())
        {
            WalReceiverTimeout = TimeSpan.FromSeconds(30),
            WalReceiverStatusInterval = TimeSpan.FromSeconds(5),
        };
        await replication.Open(cancellationToken);
        var server = await replication.IdentifySystem(cancellationToken);
        var archive = archiveOf(server.SystemId);
        await using var settings = new NpgsqlConnection(connectionString);
        await settings.OpenAsync(cancellationToken);
        var segmentSize = await SegmentSizeAsync(settings, cancellationToken);
        var catalog = await archive.CatalogAsync(segmentSize, cancellationToken);
        var history = await HistoryAsync(settings, server.Timeline, catalog, archive, cancellationToken);
        var slot = await SlotAsync(replication, settings, cancellationToken);
        var start = WalStart.Of(catalog, history, slot.RestartLsn ?? server.XLogPos, server.XLogPos, segmentSize);
        await ReceiveFromAsync(replication, archive, slot.Name, start, history, cancellationToken);
    }

    private async Task ReceiveFromAsync(
        PhysicalReplicationConnection replication, WalArchive archive, string slot, WalSegment start, TimelineHistory history, CancellationToken cancellationToken)
    {
        try
        {
            await StreamAsync(replication, archive, slot, start, history, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFile or "58P01")
        {
            // The archive cannot be continued: what comes next is received, and the gap is told and mended by a full backup.
            ReportGap($"the server no longer has the WAL from {start.Start} on ({exception.MessageText})");
            await using var again = new PhysicalReplicationConnection(ReplicationString());
            await again.Open(cancellationToken);
            var server = await again.IdentifySystem(cancellationToken);
            await StreamAsync(again, archive, slot, WalSegment.Of(server.Timeline, server.XLogPos, start.Size), history, cancellationToken);
        }
    }

    private async Task StreamAsync(
        PhysicalReplicationConnection replication, WalArchive archive, string slot, WalSegment first, TimelineHistory history, CancellationToken cancellationToken)
    {
        var buffer = new SegmentBuffer(first);
        BackupLog.WalBegan(log, first.Start.ToString(), first.Timeline, slot);
        progress.Update(state => state with { IsReceiving = true, Failure = null, Slot = slot, Received = first.Start });
        using var streaming = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var messages = replication.StartReplication(new PhysicalReplicationSlot(slot), first.Start, streaming.Token, first.Timeline).GetAsyncEnumerator(streaming.Token);
        Task<bool>? next = null;
        try
        {
            next = messages.MoveNextAsync().AsTask();
            var dirtySince = time.GetTimestamp();
            while (true)
            {
                if (buffer.IsDirty)
                {
                    var left = options.Interval - time.GetElapsedTime(dirtySince);
                    if (left <= TimeSpan.Zero || !await CompletesWithinAsync(next, left, cancellationToken))
                    {
                        await StoreAsync(replication, archive, buffer, cancellationToken);
                        continue;
                    }
                }

                if (!await HasMoreAsync(next, buffer, history))
                {
                    break;
                }

                if (!buffer.IsDirty)
                {
                    dirtySince = time.GetTimestamp();
                }

                await TakeAsync(messages.Current, replication, archive, buffer, cancellationToken);
                next = messages.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // The driver must not be disposed of while it still waits for a message.
            await streaming.CancelAsync();
            await ((Task?)next ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (buffer.IsDirty)
        {
            await ArchiveAsync(archive, buffer, cancellationToken);
        }

        BackupLog.TimelineBegan(log, history.Timeline, buffer.End.ToString());
    }

    /// <summary>Whether another message came; none comes where the timeline was left. The driver (Npgsql 10) takes the server's saying so for a broken protocol.</summary>
    private static async Task<bool> HasMoreAsync(Task<bool> next, SegmentBuffer buffer, TimelineHistory history)
    {
        try
        {
            return await next;
        }
        catch (NpgsqlException) when (history.SwitchPoint(buffer.Segment.Timeline) == buffer.End)
        {
            return false;
        }
    }

    private async Task TakeAsync(
        XLogDataMessage message, PhysicalReplicationConnection replication, WalArchive archive, SegmentBuffer buffer, CancellationToken cancellationToken)
    {
        if (message.WalStart != buffer.End)
        {
            throw new BackupException($"The server sent WAL of {message.WalStart} where {buffer.End} comes next.");
        }

        int read;
        while ((read = await message.Data.ReadAsync(buffer.Free, cancellationToken)) > 0)
        {
            buffer.Advance(read);
            if (buffer.IsFull)
            {
                await StoreAsync(replication, archive, buffer, cancellationToken);
                buffer.Next();
            }
        }

        progress.Update(state => state with { Received = buffer.End, ExposedSince = buffer.IsDirty ? state.ExposedSince ?? time.GetUtcNow() : null });
    }

    private async Task StoreAsync(PhysicalReplicationConnection replication, WalArchive archive, SegmentBuffer buffer, CancellationToken cancellationToken)
    {
        if (!buffer.IsDirty)
        {
            return;
        }

        await ArchiveAsync(archive, buffer, cancellationToken);
        replication.SetReplicationStatus(buffer.End);
        await replication.SendStatusUpdate(cancellationToken);
    }

    private async Task ArchiveAsync(WalArchive archive, SegmentBuffer buffer, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        await archive.StoreAsync(buffer.Segment, buffer.Content, cancellationToken);
        buffer.Stored();
        progress.Update(state => state with { Durable = buffer.End, DurableAt = asOf, ExposedSince = null });
    }

    /// <summary>The history of the server's timeline; it and those before it are archived. Read as files: the driver takes the answer of TIMELINE_HISTORY for bytes, and it is text.</summary>
    private static async Task<TimelineHistory> HistoryAsync(NpgsqlConnection connection, uint timeline, WalCatalog catalog, WalArchive archive, CancellationToken cancellationToken)
    {
        var history = TimelineHistory.First;
        for (var number = 2u; number <= timeline; number++)
        {
            await using var command = new NpgsqlCommand("SELECT pg_read_binary_file($1, 0, 1048576, true)", connection) { Parameters = { new() { Value = FormattableString.Invariant($"pg_wal/{number:X8}.history") } } };
            if (await command.ExecuteScalarAsync(cancellationToken) is byte[] content)
            {
                history = TimelineHistory.Parse(number, content);
                if (!catalog.Histories.ContainsKey(number))
                {
                    await archive.StoreHistoryAsync(number, content, cancellationToken);
                }
            }
        }

        return history.Timeline == timeline ? history : throw new BackupException($"The server is on timeline {timeline} and has no history of it in pg_wal.");
    }

    private async Task<ReplicationSlot> SlotAsync(PhysicalReplicationConnection replication, NpgsqlConnection settings, CancellationToken cancellationToken)
    {
        var slot = await ReplicationSlot.FindAsync(settings, options.Slot, cancellationToken);
        if (slot is { IsLost: true })
        {
            ReportGap($"the slot {slot.Name} was lost: the server kept more WAL for it than max_slot_wal_keep_size allows");
            await replication.DropReplicationSlot(slot.Name, wait: false, cancellationToken);
            slot = null;
        }

        if (slot is null)
        {
            // The name is new with every slot: a backup whose slot is another does not stand on one of before.
            var name = options.Slot ?? $"{ReplicationSlot.Prefix}{time.GetUtcNow():yyyyMMddHHmmss}";
            await replication.CreateReplicationSlot(name, isTemporary: false, reserveWal: true, cancellationToken);
            slot = await ReplicationSlot.FindAsync(settings, name, cancellationToken);
        }

        return slot ?? throw new BackupException("The server made a replication slot and does not show it.");
    }

    private void ReportGap(string gap)
    {
        BackupLog.WalGap(log, gap);
        progress.Update(state => state with { Gap = gap });
    }

    private string ReplicationString() => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false,
        Timeout = 5,
        CommandTimeout = 30,
        KeepAlive = 0,
        ApplicationName = "creditai-backup-wal",
    }.ConnectionString;

    private static async Task<int> SegmentSizeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'", connection);
        return checked((int)(long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    private async Task<bool> CompletesWithinAsync(Task task, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(task, Task.Delay(limit, time, stop.Token));
        await stop.CancelAsync();
        return first == task;
    }
}
