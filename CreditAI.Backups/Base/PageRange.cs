using CreditAI.Backups.Cluster;

namespace CreditAI.Backups.Base;

/// <summary>A part of a file that is read in one go.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">In bytes.</param>
/// <param name="Length">In bytes: no more than <see cref="Largest"/>.</param>
internal readonly record struct PageRange(ClusterFile File, long Offset, int Length)
{
    /// <summary>The server holds a few of them in memory for every reader.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>A file from an offset to its end, in ranges.</summary>
    public static IEnumerable<PageRange> Of(ClusterFile file, long from, long to)
    {
        for (var at = from; at < to; at += Largest)
        {
            yield return new PageRange(file, at, (int)Math.Min(Largest, to - at));
        }
    }

    /// <summary>Blocks of a file in ranges: neighbours are read together.</summary>
    /// <param name="file">The file.</param>
    /// <param name="blocks">Within the file, ascending, each once.</param>
    public static IEnumerable<PageRange> OfBlocks(ClusterFile file, IEnumerable<uint> blocks)
    {
        const int MostBlocks = Largest / PageHeader.PageSize;
        uint first = 0;
        var count = 0;
        foreach (var block in blocks)
        {
            if (count > 0 && (block != first + count || count == MostBlocks))
            {
                yield return Run(file, first, count);
                count = 0;
            }

            first = count == 0 ? block : first;
            count++;
        }

        if (count > 0)
        {
            yield return Run(file, first, count);
        }
    }

    private static PageRange Run(ClusterFile file, uint first, int count) => new(file, (long)first * PageHeader.PageSize, count * PageHeader.PageSize);
}
