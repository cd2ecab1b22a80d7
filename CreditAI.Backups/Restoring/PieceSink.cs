using Microsoft.Win32.SafeHandles;

namespace CreditAI.Backups.Restoring;

/// <summary>Writes what is in pieces to where it belongs.</summary>
internal sealed class PieceSink(string directory, RestorePlan plan)
{
    /// <summary>Makes every file at its full size; what no piece fills is zero.</summary>
    public void MakeFiles()
    {
        foreach (var (path, size) in plan.Files)
        {
            var full = Path.Combine(directory, path);
            if (!File.Exists(full) || new FileInfo(full).Length != size)
            {
                using var handle = OpenFile(full, FileMode.Create);
                RandomAccess.SetLength(handle, size);
            }
        }
    }

    public void Write(ReadOnlySpan<byte> content, IEnumerable<PlacedExtent> extents)
    {
        SafeFileHandle? handle = null;
        var open = -1;
        try
        {
            foreach (var extent in extents.OrderBy(extent => extent.File).ThenBy(extent => extent.FileOffset))
            {
                if (extent.File != open)
                {
                    handle?.Dispose();
                    handle = OpenFile(Path.Combine(directory, plan.Files[extent.File].Path), FileMode.Open);
                    open = extent.File;
                }

                RandomAccess.Write(handle!, content.Slice((int)extent.PieceOffset, extent.Length), extent.FileOffset);
            }
        }
        finally
        {
            handle?.Dispose();
        }
    }

    public void FlushToDisk()
    {
        foreach (var (path, _) in plan.Files)
        {
            using var handle = OpenFile(Path.Combine(directory, path), FileMode.Open);
            RandomAccess.FlushToDisk(handle);
        }
    }

    private static SafeFileHandle OpenFile(string path, FileMode mode)
    {
        var handle = File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (mode == FileMode.Create && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return handle;
    }
}
