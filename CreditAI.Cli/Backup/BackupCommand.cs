using System.CommandLine;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup</c>: what the regions hold, and what is done with it.</summary>
internal static class BackupCommand
{
    public static void AddBackupCommand(this RootCommand root)
    {
        var backup = new NotedCommand("backup", "Takes, lists, verifies and expires backups, and makes the role for it.", BackupEnvironment.Notes);
        backup.AddTakeCommand();
        backup.AddListCommand();
        backup.AddShowCommand();
        backup.AddVerifyCommand();
        backup.AddExpireCommand();
        backup.AddRoleCommand();
        root.Add(backup);
    }
}
