namespace CreditAI.Backups.Cluster;

/// <summary>A file or directory of the data directory, as the server saw it.</summary>
/// <param name="Path">Relative, with '/'.</param>
internal sealed record ClusterFile(string Path, long Size, DateTimeOffset ModifiedAt, bool IsDirectory)
{
    public RelationFile? Relation { get; } = RelationFile.Parse(Path);
}
