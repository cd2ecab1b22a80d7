namespace CreditAI.Backups.Restoring;

/// <summary>How a backup is restored.</summary>
public sealed record RestoreOptions
{
    /// <summary>A directory that is empty or not there, or holds an interrupted restore of the same backup.</summary>
    public required string Directory { get; init; }

    /// <summary>What the server runs to get a file of the archive; %f and %p are its placeholders.</summary>
    public required string RestoreCommand { get; init; }

    public RestoreTarget Target { get; init; } = new(IsLatest: true);

    /// <summary>The cluster, by system identifier; null when the regions hold only one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The timeline to recover along: "latest", "current" or a number.</summary>
    public string Timeline { get; init; } = "latest";

    /// <summary>promote, pause or shutdown, when the target is reached.</summary>
    public string Action { get; init; } = "promote";

    /// <summary>Pieces fetched at the same time.</summary>
    public int Writers { get; init; } = 4;

    /// <summary>Where tablespaces are to lie, by OID; the rest lie beside the directory.</summary>
    public IReadOnlyDictionary<uint, string> Tablespaces { get; init; } = new Dictionary<uint, string>();

    /// <summary>Whether a backup with damaged pages is restored.</summary>
    public bool AcceptDamaged { get; init; }

    /// <summary>The primary that the restored server is to follow as a standby, under the backup role; null for a server of its own.</summary>
    public string? FollowedPrimary { get; init; }
}
