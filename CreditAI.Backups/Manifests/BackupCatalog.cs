using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;

namespace CreditAI.Backups.Manifests;

/// <summary>The finished backups of the regions, read from their manifests.</summary>
public sealed class BackupCatalog(RegionSet regions, MasterKeys masters)
{
    /// <summary>The clusters that have anything in any region, by system identifier.</summary>
    public async Task<IReadOnlyList<string>> ClustersAsync(CancellationToken cancellationToken)
        => [.. (await regions.ListAsync(BackupKeys.Clusters, cancellationToken)).Keys.Select(key => key.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The finished backups of a cluster, oldest first, with the regions that have their manifest.</summary>
    /// <exception cref="LostKeyException">A master key that is needed is not configured: nothing else is tried.</exception>
    public async Task<IReadOnlyList<CataloguedBackup>> ListAsync(string systemIdentifier, CancellationToken cancellationToken)
    {
        var backups = new List<CataloguedBackup>();
        foreach (var (key, holders) in await regions.ListAsync(BackupKeys.Bases(systemIdentifier), cancellationToken))
        {
            if (BackupKeys.IdOfManifest(key) is { } id)
            {
                backups.Add(await ReadAsync(systemIdentifier, id, holders, cancellationToken));
            }
        }

        return backups;
    }

    /// <exception cref="DamagedPieceException">No region has it whole.</exception>
    internal async Task<BackupFiles> FilesAsync(BackupManifest manifest, CancellationToken cancellationToken)
    {
        var content = await regions.OpenAsync(manifest.Files.Name, masters, manifest.Files.Sha256, cancellationToken)
            ?? throw new DamagedPieceException(manifest.Files.Name, "it is in no region");
        return BackupJson.Read<BackupFiles>(manifest.Files.Name, content);
    }

    private async Task<CataloguedBackup> ReadAsync(string systemIdentifier, string id, List<Region> holders, CancellationToken cancellationToken)
    {
        var key = BackupKeys.Manifest(systemIdentifier, id);
        Exception? failure = null;
        foreach (var region in holders)
        {
            try
            {
                if (await region.ReadAsync(key, cancellationToken) is { } stored)
                {
                    var manifest = BackupJson.Read<BackupManifest>(key, PieceReader.Open(key, stored, masters));
                    return new CataloguedBackup(
                        id, manifest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stored.Span)),
                        PieceReader.MasterKeyIdOf(key, stored.Span), [.. holders.Select(holder => holder.Name)], null);
                }
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or LostKeyException))
            {
                failure = exception;
            }
        }

        return new CataloguedBackup(id, null, null, null, [.. holders.Select(holder => holder.Name)], failure?.Message ?? "it is gone");
    }
}
