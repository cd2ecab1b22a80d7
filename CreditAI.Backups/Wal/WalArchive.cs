using System.Globalization;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;
using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>A cluster's WAL in the regions: whole segments, the beginning of the newest, and timeline histories.</summary>
internal sealed class WalArchive(RegionSet regions, MasterKeys masters, string systemIdentifier, Compression compression = Compression.Zstandard)
{
    private const string HistorySuffix = ".history";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Stores the beginning of a segment, or the whole of it, and removes shorter beginnings.</summary>
    /// <exception cref="RegionsUnreachableException">No region took it.</exception>
    public async Task StoreAsync(WalSegment segment, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var isWhole = content.Length == segment.Size;
        var key = BackupKeys.Segment(systemIdentifier, isWhole ? segment.Name : ArchivedSegment.PartialName(segment, content.Length));
        await regions.PutAsync(PieceWriter.Of(key, content.Span, masters, compression), cancellationToken);
        foreach (var shorter in (await regions.ListAsync(BackupKeys.Segment(systemIdentifier, segment.Name) + ".", cancellationToken)).Keys.Where(other => other != key))
        {
            await regions.DeleteAsync(shorter, cancellationToken);
        }
    }

    public Task StoreHistoryAsync(uint timeline, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        => regions.PutAsync(PieceWriter.Of(BackupKeys.History(systemIdentifier, timeline), content.Span, masters, compression), cancellationToken);

    /// <exception cref="RegionsUnreachableException">No region answered.</exception>
    public async Task<WalCatalog> CatalogAsync(int segmentSize, CancellationToken cancellationToken)
    {
        var keys = (await regions.ListAsync(BackupKeys.Wal(systemIdentifier), cancellationToken)).Keys;
        var histories = new Dictionary<uint, TimelineHistory>();
        foreach (var key in keys.Where(key => key.EndsWith(HistorySuffix, StringComparison.Ordinal)))
        {
            var timeline = uint.Parse(key.AsSpan(key.LastIndexOf('/') + 1, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (await regions.OpenAsync(key, masters, null, cancellationToken) is { } content)
            {
                histories[timeline] = TimelineHistory.Parse(timeline, content);
            }
        }

        return new WalCatalog(keys.Select(key => ArchivedSegment.Parse(key, segmentSize)).OfType<ArchivedSegment>(), histories);
    }

    /// <summary>Waits until the archive holds the WAL of a backup.</summary>
    /// <exception cref="BackupException">It does not come.</exception>
    public async Task UntilHeldAsync(
        TimelineHistory history, NpgsqlLogSequenceNumber from, NpgsqlLogSequenceNumber to, int segmentSize, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            var reach = (await CatalogAsync(segmentSize, cancellationToken)).Reach(from, history, segmentSize);
            if (reach >= to)
            {
                return;
            }

            if (time.GetElapsedTime(began) > patience)
            {
                throw new BackupException(
                    $"The WAL archive reaches from {from} to {reach} after {patience.TotalSeconds:F0} s, and the backup needs it to {to}. Is the WAL being received? The log of the backup worker says why not.");
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause < LongestPause ? pause * 1.5 : LongestPause;
        }
    }

    /// <summary>A history, or a segment that is there whole.</summary>
    /// <returns>Null when no region has it.</returns>
    /// <exception cref="RegionsUnreachableException">None that answered has it, and one did not answer.</exception>
    /// <exception cref="DamagedPieceException">It is whole in no region.</exception>
    public Task<ArraySegment<byte>?> FetchWholeAsync(string fileName, CancellationToken cancellationToken)
        => regions.OpenAsync(BackupKeys.Segment(systemIdentifier, fileName), masters, null, cancellationToken);

    /// <summary>As much of a segment as there is when it is not there whole.</summary>
    /// <inheritdoc cref="FetchWholeAsync"/>
    public async Task<ArraySegment<byte>?> FetchBeginningAsync(WalSegment segment, CancellationToken cancellationToken)
    {
        var longest = (await regions.ListAsync(BackupKeys.Segment(systemIdentifier, segment.Name) + ".", cancellationToken)).Keys
            .Select(other => ArchivedSegment.Parse(other, segment.Size)).OfType<ArchivedSegment>().MaxBy(item => item.Length);
        return longest is null ? null : await regions.OpenAsync(longest.Key, masters, null, cancellationToken);
    }
}
