using CreditAI.Backups.Restoring;

namespace CreditAI.Backups.Drills;

/// <summary>
/// Where a drill restores to, removed at its end. What a drill that was killed left behind, a whole database in clear, is removed by the next: a
/// drill that is at work holds its lock, and a server whose directory goes ends by itself.
/// </summary>
internal sealed class DrillDirectory : IDisposable
{
    private const string LockName = "lock";

    private readonly string _path;
    private readonly FileStream _lock;

    private DrillDirectory(string path, FileStream held) => (_path, _lock) = (path, held);

    /// <summary>Where the cluster goes.</summary>
    public string DataDirectory => Path.Combine(_path, "data");

    /// <exception cref="IOException">The place cannot be written to, or a drill of this id is at work.</exception>
    public static DrillDirectory Make(string parent, string id)
    {
        PrivateDirectory.Make(parent);
        foreach (var left in Directory.GetDirectories(parent).Where(left => Path.GetFileName(left) != id))
        {
            using var held = Hold(left);
            if (held is not null)
            {
                Directory.Delete(left, recursive: true);
            }
        }

        var path = Path.Combine(parent, id);
        PrivateDirectory.Make(path);
        return new DrillDirectory(path, Hold(path) ?? throw new IOException($"A drill is at work in {path}."));
    }

    public void Dispose()
    {
        Directory.Delete(_path, recursive: true);
        _lock.Dispose();
    }

    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
