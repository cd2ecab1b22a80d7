using System.CommandLine;
using System.Globalization;
using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Cli.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup take</c>.</summary>
internal static class TakeCommand
{
    public static void AddTakeCommand(this Command backup)
    {
        var kind = new Option<BackupKind>("--kind") { Description = "full, differential or incremental.", HelpName = "full|differential|incremental", DefaultValueFactory = _ => BackupKind.Full };
        var rate = new Option<long>("--rate") { Description = "The most MiB read from the server in a second; 0 for no limit.", DefaultValueFactory = _ => 16 };
        var command = new NotedCommand(
            "take",
            "Takes a base backup now, into every region.",
            $"  The backup worker does it by schedule, and must be running: it receives the WAL without\n  which a backup is worth nothing. The server is {BackupEnvironment.DatabaseVariable}.\n\n" + BackupEnvironment.Notes)
        {
            kind, rate,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var server = new ClusterServer(BackupEnvironment.Database());
            var taken = await new BaseBackup(
                server, BackupEnvironment.Regions(), BackupEnvironment.Keys(), new BaseBackupOptions { BytesPerSecond = parsed.GetValue(rate) * 1024 * 1024 }, null,
                TimeProvider.System, NullLogger<BaseBackup>.Instance).TakeAsync(new BackupRequest(parsed.GetValue(kind)), cancellationToken);
            if (taken.FullReason is not null)
            {
                Screen.Line($"a full backup was taken: {taken.FullReason}");
            }

            Screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"{taken.Id}: {taken.FileCount:N0} files of {taken.ClusterBytes / 1048576.0:N1} MiB, {taken.RawBytes / 1048576.0:N1} MiB read, {taken.StoredBytes / 1048576.0:N1} MiB stored"));
            foreach (var page in taken.DamagedPages)
            {
                Screen.Line($"damaged on the server: {page.Path} block {page.Block} ({page.Relation ?? "a relation of another database"})");
            }

            return taken.DamagedPages.Count == 0 ? ExitCode.Done : ExitCode.BadData;
        });
        backup.Add(command);
    }
}
