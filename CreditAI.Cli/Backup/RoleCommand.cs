using System.CommandLine;
using CreditAI.Backups.Roles;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup role</c>.</summary>
internal static class RoleCommand
{
    private const string PasswordVariable = "BACKUP_PASSWORD";

    public static void AddRoleCommand(this Command backup)
    {
        var name = new Option<string>("--name") { Description = "The role's name.", DefaultValueFactory = _ => BackupRole.DefaultName };
        var sql = new Option<bool>("--sql") { Description = "Prints the statements, for whoever runs them by hand, and does nothing." };
        var command = new NotedCommand(
            "role",
            "Makes the role that backups are taken by, with the rights it needs and no others.",
            $"""
              It needs {RegistryConnection.DatabaseVariable} of a superuser, and the role's
              password as {PasswordVariable}. It bounds what WAL the server keeps for an archive that
              takes none (max_slot_wal_keep_size, {BackupRole.SlotLimit} where there is no limit), and switches
              WAL summaries on where the server has them. The role reads every byte of the
              server: guard its password as you do a superuser's.
            """)
        {
            name, sql,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var role = parsed.GetRequiredValue(name);
            if (parsed.GetValue(sql))
            {
                Screen.Line($"CREATE ROLE {role};");
                foreach (var statement in BackupRole.Statements(role, int.MaxValue))
                {
                    await Console.Out.WriteLineAsync(statement + ";");
                }

                return ExitCode.Done;
            }

            await using var database = RegistryConnection.OpenDatabase();
            await BackupRole.EnsureAsync(database, role, RegistryConnection.Required(PasswordVariable, "a generated secret"), cancellationToken);
            Screen.Line($"the role {role} may take backups");
            return ExitCode.Done;
        });
        backup.Add(command);
    }
}
