using System.Text;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using NpgsqlTypes;

namespace CreditAI.Tests.Backups.Faults;

/// <summary>A full and an incremental backup of a few small files with their WAL, written as real ones are.</summary>
internal static class SampleArchive
{
    public const string Cluster = "7000000000000000001";
    public const int SegmentSize = 1024 * 1024;

    /// <summary>The files that a restore of the second backup must give.</summary>
    public static async Task<Dictionary<string, byte[]>> WriteAsync(RegionSet regions, MasterKeys keys)
    {
        var random = new Random(5);
        Dictionary<string, byte[]> files = new()
        {
            ["PG_VERSION"] = "18\n"u8.ToArray(),
            ["base/5/16384"] = Bytes(random, 40 * 8192),
            ["base/5/16385"] = Bytes(random, 8 * 8192),
            ["global/pg_control"] = Bytes(random, 8192),
        };
        var full = await StoreAsync(regions, keys, BackupKind.Full, 1, [], files, whole: true);
        var changed = Bytes(random, 4 * 8192);
        changed.CopyTo(files["base/5/16384"], 10 * 8192);
        await StoreAsync(regions, keys, BackupKind.Incremental, 2, [full], new() { ["base/5/16384"] = files["base/5/16384"], ["base/5/16385"] = files["base/5/16385"], ["PG_VERSION"] = files["PG_VERSION"], ["global/pg_control"] = files["global/pg_control"] }, whole: false);
        var archive = new WalArchive(regions, keys, Cluster);
        for (var number = 1UL; number <= 3; number++)
        {
            await archive.StoreAsync(new WalSegment(1, number, SegmentSize), Bytes(random, number == 3 ? 5000 : SegmentSize), CancellationToken.None);
        }

        return files;
    }

    private static async Task<ChainLink> StoreAsync(RegionSet regions, MasterKeys keys, BackupKind kind, ulong segment, IReadOnlyList<ChainLink> chain, Dictionary<string, byte[]> files, bool whole)
    {
        var id = $"2027010{segment}T000000Z-{kind.ToString().ToLowerInvariant()}-000{segment}";
        List<StoredPiece> pieces = [];
        List<FileEntry> entries = [];
        foreach (var (path, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var isPages = !whole && path.StartsWith("base", StringComparison.Ordinal);
            var (from, length) = !isPages ? (0, content.Length) : path.EndsWith('4') ? (10 * 8192, 4 * 8192) : (0, 0);
            List<Extent> extents = [];
            if (length > 0)
            {
                using var writer = new PieceWriter(BackupKeys.Piece(Cluster, id, pieces.Count), keys, chunkSize: 64 * 1024);
                writer.Write(content.AsSpan(from, length));
                var piece = writer.Finish();
                await regions.PutAsync(piece, CancellationToken.None);
                extents.Add(new Extent(pieces.Count, 0, from, length));
                pieces.Add(StoredPiece.Of(piece));
            }

            entries.Add(new FileEntry(path, content.Length, !isPages, extents));
        }

        var list = PieceWriter.Of(BackupKeys.Files(Cluster, id), BackupJson.Write(new BackupFiles(entries, ["base", "base/5", "global", "pg_wal"])), keys);
        await regions.PutAsync(list, CancellationToken.None);
        var at = new DateTimeOffset(2027, 1, (int)segment, 0, 0, 0, TimeSpan.Zero);
        var manifest = new BackupManifest
        {
            Id = id,
            Kind = kind,
            Server = new ServerIdentity(Cluster, 180004, SegmentSize, true, "slot", at),
            Timeline = 1,
            StartLsn = new NpgsqlLogSequenceNumber(segment * SegmentSize),
            StopLsn = new NpgsqlLogSequenceNumber((segment * SegmentSize) + 4096),
            StartedAt = at,
            StoppedAt = at,
            BackupLabel = "label",
            Chain = chain,
            Pieces = pieces,
            Files = StoredPiece.Of(list),
            FileCount = entries.Count,
            ClusterBytes = entries.Sum(entry => entry.Size),
        };
        var stored = PieceWriter.Of(BackupKeys.Manifest(Cluster, id), BackupJson.Write(manifest), keys);
        await regions.PutAsync(stored, CancellationToken.None);
        return new ChainLink(id, stored.Sha256);
    }

    // Half of it repeats, so that chunks are compressed.
    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes.AsSpan(0, length / 2));
        Encoding.UTF8.GetBytes("repeated ").CopyTo(bytes.AsSpan(length / 2));
        return bytes;
    }
}
