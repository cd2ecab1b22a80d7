using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Verifying;

/// <summary>Reads backups as a restore does, in each region by itself, and says what is damaged or missing where.</summary>
public sealed class BackupVerifier(RegionSet regions, MasterKeys masters)
{
    /// <param name="cluster">System identifier.</param>
    /// <param name="backupId">One backup and what it stands on; null for all, and the whole WAL archive.</param>
    public async Task<BackupVerification> VerifyAsync(string cluster, string? backupId, CancellationToken cancellationToken)
    {
        var faults = new List<BackupFault>();
        var (objects, bytes) = (0, 0L);
        foreach (var region in regions.All)
        {
            var alone = new RegionSet([region]);
            var backups = await new BackupCatalog(alone, masters).ListAsync(cluster, cancellationToken);
            var chosen = Chosen(backups, backupId);
            faults.AddRange(chosen.Where(backup => backup.Manifest is null).Select(backup => new BackupFault(region.Name, backup.Id, backup.Damage ?? "its manifest is damaged")));
            if (backupId is not null && chosen.Count == 0)
            {
                faults.Add(new BackupFault(region.Name, backupId, "the region has no manifest of it"));
            }

            foreach (var backup in chosen.Where(backup => backup.Manifest is not null))
            {
                var (read, size) = await VerifyAsync(region, backup, backups, faults, cancellationToken);
                (objects, bytes) = (objects + read, bytes + size);
            }

            if (chosen.LastOrDefault(backup => backup.Manifest is not null)?.Manifest is { } newest)
            {
                var (read, size) = await VerifyWalAsync(region, alone, cluster, newest.Server.WalSegmentSize, chosen, faults, cancellationToken);
                (objects, bytes) = (objects + read, bytes + size);
            }
        }

        return new BackupVerification(objects, bytes, faults);
    }

    private static List<CataloguedBackup> Chosen(IReadOnlyList<CataloguedBackup> backups, string? id)
    {
        var one = backups.FirstOrDefault(backup => backup.Id == id);
        return id is null ? [.. backups]
            : one is null ? []
            : [.. backups.Where(backup => backup == one || one.Manifest?.Chain.Any(link => link.Id == backup.Id) == true)];
    }

    private async Task<(int Objects, long Bytes)> VerifyAsync(
        Region region, CataloguedBackup backup, IReadOnlyList<CataloguedBackup> backups, List<BackupFault> faults, CancellationToken cancellationToken)
    {
        foreach (var link in backup.Manifest!.Chain.Where(link => !backups.Any(other => other.Id == link.Id && other.Sha256 == link.Sha256)))
        {
            faults.Add(new BackupFault(region.Name, backup.Id, $"it stands on {link.Id}, which the region does not have as it was"));
        }

        long bytes = 0;
        var pieces = backup.Manifest.Pieces.Append(backup.Manifest.Files).ToList();
        foreach (var piece in pieces)
        {
            bytes += piece.Length;
            await VerifyAsync(region, backup.Id, piece.Name, piece.Sha256, faults, cancellationToken);
        }

        return (pieces.Count, bytes);
    }

    private async Task<(int Objects, long Bytes)> VerifyWalAsync(
        Region region, RegionSet alone, string cluster, int segmentSize, List<CataloguedBackup> backups, List<BackupFault> faults, CancellationToken cancellationToken)
    {
        var wal = await new WalArchive(alone, masters, cluster).CatalogAsync(segmentSize, cancellationToken);
        var newest = wal.HistoryOf(wal.NewestTimeline);
        foreach (var manifest in backups.Select(backup => backup.Manifest).OfType<BackupManifest>())
        {
            var history = newest.Contains(manifest.Timeline) ? newest : wal.HistoryOf(manifest.Timeline);
            var reach = wal.Reach(manifest.StartLsn, history, segmentSize);
            if (reach < manifest.StopLsn)
            {
                faults.Add(new BackupFault(region.Name, manifest.Id, $"it needs WAL from {manifest.StartLsn} to {manifest.StopLsn}, and the region has it to {reach}"));
            }
        }

        var from = backups.Select(backup => backup.Manifest).OfType<BackupManifest>().Min(manifest => (ulong)manifest.StartLsn);
        var to = backups.Select(backup => backup.Manifest).OfType<BackupManifest>().Max(manifest => (ulong)manifest.StopLsn);
        var segments = wal.All.Where(item => (ulong)item.Segment.End > from && (backups.Count > 1 || (ulong)item.Segment.Start < to)).ToList();
        foreach (var item in segments)
        {
            await VerifyAsync(region, "WAL", item.Key, null, faults, cancellationToken);
        }

        return (segments.Count, segments.Sum(item => (long)item.Length));
    }

    private async Task VerifyAsync(Region region, string of, string key, string? sha256, List<BackupFault> faults, CancellationToken cancellationToken)
    {
        try
        {
            if (await region.ReadAsync(key, cancellationToken) is { } content)
            {
                PieceReader.Open(key, content, masters, sha256);
            }
            else
            {
                faults.Add(new BackupFault(region.Name, of, $"{key} is missing"));
            }
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or LostKeyException))
        {
            faults.Add(new BackupFault(region.Name, of, exception.Message));
        }
    }
}
