using CreditAI.Backups.Cluster;

namespace CreditAI.Backups.Base;

/// <param name="IsWhole">Whether the ranges are all of the file.</param>
internal sealed record FilePlan(ClusterFile File, bool IsWhole, IReadOnlyList<PageRange> Ranges)
{
    public static FilePlan Whole(ClusterFile file) => new(file, true, [.. PageRange.Of(file, 0, file.Size)]);
}
