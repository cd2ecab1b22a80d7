namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>A folder of this run alone, removed with all in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"creditai-load-{Environment.ProcessId}-{System.IO.Path.GetRandomFileName()}");
        // PostgreSQL may have to run as another user, who must come through to a folder of its own.
        Make(Path, UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; }

    /// <returns>A folder in it that nobody else may read.</returns>
    public string MakePrivate(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Make(path, UnixFileMode.None);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void Make(string path, UnixFileMode others)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | others);
        }
    }
}
