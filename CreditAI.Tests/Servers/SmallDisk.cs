using System.Diagnostics;

namespace CreditAI.Tests.Servers;

/// <summary>A file system in memory that can be filled up; skips the test where it cannot be mounted.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("creditai-disk-");

    public string Path => _directory.FullName;

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "tmpfs", disk.Path) != 0)
        {
            disk._directory.Delete();
            Assert.Skip("A small file system cannot be mounted here: it takes root and the right to mount.");
        }

        return disk;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var block in new[] { 1 << 20, 1 << 12 })
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[block]);
                }
            }
            catch (IOException)
            {
                // Full, at this size of block.
            }
        }
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        _directory.Delete(recursive: true);
    }

    private static async Task<int> RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
