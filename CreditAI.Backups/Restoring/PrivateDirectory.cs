namespace CreditAI.Backups.Restoring;

/// <summary>Directories that nobody else can look into: a server refuses others, and what is restored is secret.</summary>
internal static class PrivateDirectory
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="UnauthorizedAccessException">It is there, and somebody else's: who made it first could look into it.</exception>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Owner);
            File.SetUnixFileMode(path, Owner);
        }
    }
}
