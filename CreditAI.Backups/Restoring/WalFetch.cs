using System.Buffers.Binary;
using System.Globalization;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Restoring;

/// <summary>Answers a recovering server's restore_command, which runs in its data directory.</summary>
public sealed class WalFetch(RegionSet regions, MasterKeys masters)
{
    private const int UsualSegmentSize = 16 * 1024 * 1024;
    private const int MostAhead = 16;

    /// <summary>
    /// In the data directory: segments fetched ahead. Starting a process takes longer than fetching one, so each call brings several, and the
    /// restore_command moves them from here (<see cref="RecoverySettings.RestoreCommand"/>).
    /// </summary>
    public const string Ahead = "creditai-wal";

    /// <param name="dataDirectory">The server's.</param>
    /// <param name="fileName">A segment's or a history's.</param>
    /// <param name="target">Where it goes; it appears whole or not at all.</param>
    /// <returns>False when no region has it, or none has more of it than the server itself, which then goes on with its own or ends recovery there.</returns>
    public async Task<bool> FetchAsync(string dataDirectory, string fileName, string target, CancellationToken cancellationToken)
    {
        var (cluster, segmentSize) = await ClusterOfAsync(dataDirectory, cancellationToken);
        var archive = new WalArchive(regions, masters, cluster);
        var segment = WalSegment.Parse(fileName, segmentSize);
        if (await archive.FetchWholeAsync(fileName, cancellationToken) is { } whole)
        {
            await WriteAsync(target, whole, cancellationToken);
            if (segment is { } first)
            {
                await FetchAheadAsync(archive, first, Path.Combine(dataDirectory, Ahead), cancellationToken);
            }

            return true;
        }

        if (segment is not { } last || await archive.FetchBeginningAsync(last, cancellationToken) is not { } beginning
            || await HasAsync(Path.Combine(dataDirectory, "pg_wal", fileName), beginning, cancellationToken))
        {
            return false;
        }

        var padded = new byte[segmentSize];
        beginning.AsSpan().CopyTo(padded);
        await WriteAsync(target, padded, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether the server has that much of a segment. What it is given takes the place of its own file, and a standby that has received more by
    /// streaming would lose it, which it would find out while it is promoted.
    /// </summary>
    private static async Task<bool> HasAsync(string path, ReadOnlyMemory<byte> beginning, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var own = new byte[beginning.Length];
        return await file.ReadAtLeastAsync(own, own.Length, throwOnEndOfStream: false, cancellationToken) == own.Length && beginning.Span.SequenceEqual(own);
    }

    private static async Task FetchAheadAsync(WalArchive archive, WalSegment segment, string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var segments = Enumerable.Range(1, MostAhead).Select(step => segment with { Number = segment.Number + (ulong)step });
        try
        {
            await Parallel.ForEachAsync(segments, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (next, stop) =>
            {
                // Only whole ones: the beginning of a segment may have grown by the time that it is asked for.
                var path = Path.Combine(directory, next.Name);
                if (!File.Exists(path) && await archive.FetchWholeAsync(next.Name, stop) is { } content)
                {
                    await WriteAsync(path, content, stop);
                }
            });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // They are asked for again, each by itself, and then it is told.
        }
    }

    private static async Task WriteAsync(string target, ArraySegment<byte> content, CancellationToken cancellationToken)
    {
        var incomplete = target + ".incomplete";
        await using (var file = new FileStream(incomplete, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        File.Move(incomplete, target, overwrite: true);
    }

    private static async Task<(string Cluster, int SegmentSize)> ClusterOfAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var mark = Path.Combine(dataDirectory, RestoredMark.FileName);
        if (File.Exists(mark))
        {
            var restored = BackupJson.Read<RestoredMark>(mark, await File.ReadAllBytesAsync(mark, cancellationToken));
            return (restored.Cluster, restored.WalSegmentSize);
        }

        // A standby that was made otherwise: the identifier is the first number of the control file.
        var control = Path.Combine(dataDirectory, "global", "pg_control");
        if (!File.Exists(control))
        {
            throw new BackupException($"{dataDirectory} is no data directory: a server runs this command in its own.");
        }

        await using var file = new FileStream(control, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var identifier = new byte[8];
        await file.ReadExactlyAsync(identifier, cancellationToken);
        return (BinaryPrimitives.ReadUInt64LittleEndian(identifier).ToString(CultureInfo.InvariantCulture), UsualSegmentSize);
    }
}
