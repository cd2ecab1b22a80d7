namespace CreditAI.Backups.Manifests;

/// <summary>A file of the cluster.</summary>
/// <param name="Path">Relative to the data directory, with '/'.</param>
/// <param name="Size">In bytes.</param>
/// <param name="IsWhole">Whether the extents are all of it; else what they do not cover is as in the backup before.</param>
/// <param name="Extents">In the order of their offsets. What a whole file's leave out is zero.</param>
public sealed record FileEntry(string Path, long Size, bool IsWhole, IReadOnlyList<Extent> Extents);
