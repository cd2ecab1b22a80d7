using System.Text;

namespace CreditAI.Backups.Restoring;

/// <summary>
/// Which pieces an unfinished restore has written, so that it can go on after an interruption. It holds within one boot of the machine
/// only: what was written may not have reached the disk before a crash of it.
/// </summary>
internal sealed class RestoreJournal : IDisposable
{
    public const string FileName = "creditai-restore.unfinished";

    private readonly FileStream _file;
    private readonly HashSet<string> _done;
    private readonly Lock _gate = new();

    private RestoreJournal(FileStream file, HashSet<string> done)
    {
        _file = file;
        _done = done;
    }

    /// <summary>Opens the directory's journal, or begins one.</summary>
    /// <exception cref="BackupException">The directory holds something else, or another restore is at work in it.</exception>
    public static RestoreJournal Open(string directory, string backupId)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path) && Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
        {
            throw new BackupException($"{directory} is not empty. A backup is restored into a directory that is empty or not there; give another, or empty it.");
        }

        var identity = $"{backupId} {BootId()}";
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException))
        {
            throw new BackupException($"Another restore is at work in {directory} ({exception.Message}).", exception);
        }

        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var lines = reader.ReadToEnd().Split('\n');
        if (lines[0].Length > 0 && lines[0].Split(' ')[0] != backupId)
        {
            file.Dispose();
            throw new BackupException($"{directory} holds an unfinished restore of {lines[0].Split(' ')[0]}, and this is one of {backupId}. Give another directory, or empty it.");
        }

        var done = lines[0] == identity ? lines[1..^1].ToHashSet(StringComparer.Ordinal) : [];
        file.SetLength(0);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(done.Prepend(identity).Select(line => line + "\n"))));
        file.Flush();
        return new RestoreJournal(file, done);
    }

    public bool IsDone(string piece) => _done.Contains(piece);

    public void Done(string piece)
    {
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(piece + "\n"));
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    private static string BootId()
    {
        const string Linux = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Linux) ? File.ReadAllText(Linux).Trim() : "unknown";
    }
}
