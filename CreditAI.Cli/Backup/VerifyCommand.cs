using System.CommandLine;
using System.Globalization;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Verifying;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup verify</c>.</summary>
internal static class VerifyCommand
{
    public static void AddVerifyCommand(this Command backup)
    {
        var id = new Argument<string?>("id") { Description = "Of a backup, with what it stands on; without it, everything.", DefaultValueFactory = _ => null };
        var cluster = RestoreCommand.ClusterOption();
        var command = new NotedCommand(
            "verify",
            "Reads backups and WAL whole, in each region by itself, and says what is damaged or missing.",
            "  Exit code 0: each region could restore by itself; 3: faults were found.\n\n" + BackupEnvironment.Notes)
        {
            id, cluster,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (regions, keys) = (BackupEnvironment.Regions(), BackupEnvironment.Keys());
            var faults = 0;
            foreach (var identifier in parsed.GetValue(cluster) is { } one ? [one] : await new BackupCatalog(regions, keys).ClustersAsync(cancellationToken))
            {
                var report = await new BackupVerifier(regions, keys).VerifyAsync(identifier, parsed.GetValue(id), cancellationToken);
                Screen.Line(string.Create(CultureInfo.InvariantCulture, $"cluster {identifier}: {report.Objects:N0} objects of {report.Bytes / 1048576.0:N1} MiB read, {report.Faults.Count} faults"));
                foreach (var fault in report.Faults)
                {
                    Screen.Line($"{fault.Region}, {fault.Of}: {fault.Message}");
                }

                faults += report.Faults.Count;
            }

            return faults == 0 ? ExitCode.Done : ExitCode.BadData;
        });
        backup.Add(command);
    }
}
