namespace CreditAI.Backups.Restoring;

/// <summary>Directories that nobody else can look into: a server refuses others, and what is restored is secret.</summary>
internal static class PrivateDirectory
{
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
