using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Restoring;

/// <summary>What a restore writes: every byte of every file once, from the newest backup of the chain that has it.</summary>
/// <param name="Files">Path and size, as in the newest backup.</param>
/// <param name="Pieces">What is taken from which piece.</param>
internal sealed record RestorePlan(IReadOnlyList<(string Path, long Size)> Files, IReadOnlyDictionary<StoredPiece, List<PlacedExtent>> Pieces)
{
    /// <param name="chain">The backups with their files, the full one first.</param>
    /// <exception cref="BackupException">The chain does not fit together.</exception>
    public static RestorePlan Of(IReadOnlyList<(BackupManifest Manifest, BackupFiles Files)> chain)
    {
        var levels = chain.Select(level => level.Files.Files.ToDictionary(file => file.Path, StringComparer.Ordinal)).ToList();
        var files = chain[^1].Files.Files.Select(file => (file.Path, file.Size)).ToList();
        var pieces = new Dictionary<StoredPiece, List<PlacedExtent>>();
        for (var index = 0; index < files.Count; index++)
        {
            Place(index, files[index].Path, chain, levels, pieces);
        }

        return new RestorePlan(files, pieces);
    }

    private static void Place(
        int index, string path, IReadOnlyList<(BackupManifest Manifest, BackupFiles Files)> chain, List<Dictionary<string, FileEntry>> levels, Dictionary<StoredPiece, List<PlacedExtent>> pieces)
    {
        List<(long From, long To)> missing = [(0, levels[^1][path].Size)];
        for (var level = chain.Count - 1; missing.Count > 0; level--)
        {
            if (level < 0 || !levels[level].TryGetValue(path, out var entry))
            {
                throw new BackupException($"Backup {chain[^1].Manifest.Id} takes a part of {path} from the backups it stands on, and {chain[Math.Max(level, 0)].Manifest.Id} has no such file.");
            }

            var left = new List<(long From, long To)>();
            var extents = new Queue<Extent>(entry.Extents);
            foreach (var (from, to) in missing)
            {
                var at = from;
                while (at < to && extents.TryPeek(out var extent) && extent.FileOffset < to)
                {
                    var end = extent.FileOffset + extent.Length;
                    var start = Math.Max(at, extent.FileOffset);
                    if (start < Math.Min(end, to))
                    {
                        Add(left, at, start);
                        var stored = chain[level].Manifest.Pieces[extent.Piece];
                        var length = (int)(Math.Min(end, to) - start);
                        (pieces.TryGetValue(stored, out var placed) ? placed : pieces[stored] = [])
                            .Add(new PlacedExtent(index, extent.PieceOffset + (start - extent.FileOffset), start, length));
                        at = start + length;
                    }

                    if (end > to)
                    {
                        break; // The rest of it may be of the next gap.
                    }

                    extents.Dequeue();
                }

                Add(left, at, to);
            }

            // What lies beyond the end of an earlier version was never read: WAL fills it, as it does what a whole file leaves out.
            missing = entry.IsWhole ? [] : left;
            if (level > 0 && levels[level - 1].TryGetValue(path, out var before))
            {
                missing = [.. missing.Where(gap => gap.From < before.Size).Select(gap => (gap.From, Math.Min(gap.To, before.Size)))];
            }
        }
    }

    private static void Add(List<(long From, long To)> gaps, long from, long to)
    {
        if (from < to)
        {
            gaps.Add((from, to));
        }
    }
}
