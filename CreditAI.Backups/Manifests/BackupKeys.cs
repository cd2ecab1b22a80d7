namespace CreditAI.Backups.Manifests;

/// <summary>The names of objects in a region. All of a cluster's lie below its system identifier, so that clusters may share a region.</summary>
internal static class BackupKeys
{
    private const string Root = "clusters/";

    public static string Cluster(string systemIdentifier) => $"{Root}{systemIdentifier}/";

    public static string Clusters => Root;

    public static string Bases(string systemIdentifier) => $"{Cluster(systemIdentifier)}base/";

    public static string Base(string systemIdentifier, string id) => $"{Bases(systemIdentifier)}{id}/";

    public static string Manifest(string systemIdentifier, string id) => $"{Base(systemIdentifier, id)}{ManifestName}";

    public static string Files(string systemIdentifier, string id) => $"{Base(systemIdentifier, id)}files";

    public static string Piece(string systemIdentifier, string id, int index) => FormattableString.Invariant($"{Base(systemIdentifier, id)}piece-{index:D6}");

    public static string Wal(string systemIdentifier) => $"{Cluster(systemIdentifier)}wal/";

    public static string Segment(string systemIdentifier, string segment) => $"{Wal(systemIdentifier)}{segment}";

    public static string History(string systemIdentifier, uint timeline) => FormattableString.Invariant($"{Wal(systemIdentifier)}{timeline:X8}.history");

    public const string ManifestName = "manifest";

    /// <summary>The backup's id when a key is a manifest's.</summary>
    public static string? IdOfManifest(string key) => key.Split('/') is ["clusters", _, "base", var id, ManifestName] ? id : null;
}
