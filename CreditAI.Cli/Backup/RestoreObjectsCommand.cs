using System.CommandLine;
using System.Globalization;
using CreditAI.Backups;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Objects;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai restore-objects</c>.</summary>
internal static class RestoreObjectsCommand
{
    public static void AddRestoreObjectsCommand(this RootCommand root)
    {
        var time = RestoreCommand.TimeOption();
        var region = RestoreCommand.RegionOption();
        var cluster = RestoreCommand.ClusterOption();
        var command = new NotedCommand(
            "restore-objects",
            "Puts model artifacts, checkpoints and training files back.",
            $"  What {RegistryConnection.StorageVariable} lacks is put back; what is there is left as it is.\n\n" + BackupEnvironment.Notes)
        {
            time, region, cluster,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (regions, keys) = (BackupEnvironment.Regions(parsed.GetValue(region)), BackupEnvironment.Keys());
            var identifier = parsed.GetValue(cluster) ?? await new BackupCatalog(regions, keys).ClustersAsync(cancellationToken) switch
            {
                [var only] => only,
                [] => throw new BackupException("There is no backup in any region."),
                var several => throw new UsageException($"the regions hold the backups of several clusters; say which by --cluster: {string.Join(", ", several)}"),
            };
            var (restored, of) = await new ObjectCopy(regions, keys, identifier, TimeProvider.System).RestoreAsync(RegistryConnection.OpenObjects(), parsed.GetValue(time), cancellationToken);
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{restored:N0} of {of:N0} objects were put back; the others were there"));
            return ExitCode.Done;
        });
        root.Add(command);
    }
}
