using System.Collections.Concurrent;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;
using Npgsql;

namespace CreditAI.Backups.Base;

/// <summary>Reads the cluster's files into pieces, several at a time, and stores each piece as soon as it is full.</summary>
internal sealed class ClusterCopy(ClusterServer server, RegionSet regions, MasterKeys masters, BaseBackupOptions options, TimeProvider time, string systemIdentifier, string id)
{
    private readonly RateLimit _limit = new(options.BytesPerSecond, time);
    private readonly ConcurrentDictionary<int, StoredPiece> _pieces = new();
    private readonly ConcurrentDictionary<string, byte> _vanished = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(ClusterFile File, Extent Extent)> _extents = [];
    private int _next = -1;

    public IReadOnlyList<StoredPiece> Pieces => [.. _pieces.OrderBy(piece => piece.Key).Select(piece => piece.Value)];

    /// <summary>What of each file is to be read.</summary>
    public async Task<List<FilePlan>> PlanAsync(IReadOnlyList<ClusterFile> files, ChangePlanner? planner, CancellationToken cancellationToken)
    {
        if (planner is null)
        {
            return [.. files.Select(FilePlan.Whole)];
        }

        var plans = files.Select(file => (File: file, Plan: planner.Plan(file))).ToList();
        var changed = new ConcurrentDictionary<(string Path, uint From), List<uint>>();
        await SideBySideAsync(
            plans.Where(item => item.Plan is null).SelectMany(item => HeaderScan.Parts(item.File).Select(part => (item.File, Part: part))),
            async (connection, scan) => changed[(scan.File.Path, scan.Part.From)] = await planner.ScanAsync(connection, scan.File, scan.Part, cancellationToken),
            cancellationToken);
        return [.. plans.Select(item => item.Plan
            ?? new FilePlan(item.File, false, [.. PageRange.OfBlocks(item.File, HeaderScan.Parts(item.File).SelectMany(part => changed[(item.File.Path, part.From)]))]))];
    }

    public Task ReadAsync(IEnumerable<FilePlan> plans, PageVerifier? verifier, CancellationToken cancellationToken)
        => SideBySideAsync(Batches(plans), (connection, batch) => ReadAsync(connection, batch, verifier, cancellationToken), cancellationToken);

    /// <summary>Adds a file that was read already.</summary>
    public async Task AddAsync(ClusterFile file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var index = Interlocked.Increment(ref _next);
        using var writer = new PieceWriter(BackupKeys.Piece(systemIdentifier, id, index), masters, options.Compression);
        writer.Write(content.Span);
        _extents.Add((file, new Extent(index, 0, 0, content.Length)));
        await StoreAsync(index, writer.Finish(), cancellationToken);
    }

    /// <summary>The files as they were read: one that was cut meanwhile ends where it was read to, one that has vanished is left out.</summary>
    public List<FileEntry> Entries(IEnumerable<FilePlan> plans)
    {
        var extents = _extents.ToLookup(item => item.File.Path, item => item.Extent, StringComparer.Ordinal);
        return
        [
            .. plans.Where(plan => !_vanished.ContainsKey(plan.File.Path))
                .Select(plan => Entry(plan, [.. extents[plan.File.Path].OrderBy(extent => extent.FileOffset)]))
                .OrderBy(entry => entry.Path, StringComparer.Ordinal),
        ];
    }

    private static FileEntry Entry(FilePlan plan, List<Extent> extents)
    {
        var ends = extents.ToDictionary(extent => extent.FileOffset, extent => extent.FileOffset + extent.Length);
        var cut = plan.Ranges.Where(range => ends.GetValueOrDefault(range.Offset, range.Offset) < range.Offset + range.Length)
            .Select(range => ends.GetValueOrDefault(range.Offset, range.Offset)).DefaultIfEmpty(plan.File.Size).Min();
        return new FileEntry(plan.File.Path, Math.Max(cut, ends.Values.DefaultIfEmpty(0).Max()), plan.IsWhole, extents);
    }

    private async Task SideBySideAsync<T>(IEnumerable<T> work, Func<NpgsqlConnection, T, Task> action, CancellationToken cancellationToken)
    {
        var left = new ConcurrentQueue<T>(work);
        await Task.WhenAll(Enumerable.Range(0, options.Readers).Select(_ => Task.Run(
            async () =>
            {
                await using var connection = await server.OpenAsync(cancellationToken);
                while (left.TryDequeue(out var item))
                {
                    await action(connection, item);
                }
            },
            cancellationToken)));
    }

    private async Task ReadAsync(NpgsqlConnection connection, List<PageRange> batch, PageVerifier? verifier, CancellationToken cancellationToken)
    {
        var index = Interlocked.Increment(ref _next);
        var size = batch.Sum(range => (long)range.Length);
        await _limit.TakeAsync(size, cancellationToken);
        using var writer = new PieceWriter(BackupKeys.Piece(systemIdentifier, id, index), masters, options.Compression, expected: (int)(size / 8) + 1024);
        var builder = new PieceBuilder(connection, writer, index, verifier);
        await builder.ReadAsync(batch, cancellationToken);
        foreach (var path in builder.Vanished)
        {
            _vanished[path] = 0;
        }

        builder.Extents.ForEach(_extents.Add);
        await StoreAsync(index, writer.Finish(), cancellationToken);
    }

    private async Task StoreAsync(int index, SealedPiece piece, CancellationToken cancellationToken)
    {
        await regions.PutAsync(piece, cancellationToken);
        _pieces[index] = StoredPiece.Of(piece);
    }

    private IEnumerable<List<PageRange>> Batches(IEnumerable<FilePlan> plans)
    {
        var batch = new List<PageRange>();
        long size = 0;
        foreach (var range in plans.SelectMany(plan => plan.Ranges))
        {
            if (size + range.Length > options.PieceSize && batch.Count > 0)
            {
                yield return batch;
                (batch, size) = ([], 0);
            }

            batch.Add(range);
            size += range.Length;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
