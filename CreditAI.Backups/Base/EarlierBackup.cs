using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Base;

/// <summary>The backup that another stands on.</summary>
/// <param name="Manifest">Its own.</param>
/// <param name="Chain">With it, all that the new one will stand on.</param>
internal sealed record EarlierBackup(BackupManifest Manifest, IReadOnlyList<ChainLink> Chain)
{
    /// <summary>
    /// The newest backup of a cluster that one of a kind stands on, when all that it stands on is there too. None with damaged pages: on the one
    /// before, the page is still whole.
    /// </summary>
    public static EarlierBackup? For(BackupKind kind, IReadOnlyList<CataloguedBackup> backups)
    {
        var whole = backups.Where(backup => backup.Manifest is not null).ToDictionary(backup => backup.Id, StringComparer.Ordinal);
        var newest = whole.Values.Where(backup => backup.Manifest!.DamagedPages.Count == 0 && (kind == BackupKind.Incremental || backup.Manifest.Kind == BackupKind.Full))
            .MaxBy(backup => backup.Manifest!.StartedAt);
        if (newest is null || newest.Manifest!.Chain.Any(link => !whole.TryGetValue(link.Id, out var found) || found.Sha256 != link.Sha256))
        {
            return null;
        }

        return new EarlierBackup(newest.Manifest, [.. newest.Manifest.Chain, new ChainLink(newest.Id, newest.Sha256!)]);
    }
}
