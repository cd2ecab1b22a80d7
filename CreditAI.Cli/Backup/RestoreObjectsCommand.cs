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
        var of = new Option<CopiedKind>("--of") { Description = "objects (of the object store), configuration or kubernetes.", HelpName = "KIND" };
        var to = new Option<string?>("--to") { Description = "A directory to put them into; without it, the object store.", HelpName = "DIRECTORY" };
        var command = new NotedCommand(
            "restore-objects",
            "Puts back the object store, the configuration or the Kubernetes objects.",
            $"""
              What the target lacks is put back; what is there is left as it is. Model artifacts, checkpoints
              and training files go into {RegistryConnection.StorageVariable}; configuration and Kubernetes
              objects into a directory, which nobody else can read: secrets are among them. Then
              `kubectl apply --recursive --filename DIRECTORY` applies the objects.


            """ + BackupEnvironment.Notes)
        {
            of, to, time, region, cluster,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(of) != CopiedKind.Objects && parsed.GetValue(to) is null)
            {
                throw new UsageException("configuration and Kubernetes objects are put into a directory: say which by --to");
            }

            var (regions, keys) = (BackupEnvironment.Regions(parsed.GetValue(region)), BackupEnvironment.Keys());
            var identifier = parsed.GetValue(cluster) ?? await new BackupCatalog(regions, keys).ClustersAsync(cancellationToken) switch
            {
                [var only] => only,
                [] => throw new BackupException("There is no backup in any region."),
                var several => throw new UsageException($"the regions hold the backups of several clusters; say which by --cluster: {string.Join(", ", several)}"),
            };
            var copy = new ObjectCopy(regions, keys, identifier, TimeProvider.System, parsed.GetValue(of));
            var (restored, all) = parsed.GetValue(to) is { } directory
                ? await copy.RestoreAsync(directory, parsed.GetValue(time), cancellationToken)
                : await copy.RestoreAsync(RegistryConnection.OpenObjects(), parsed.GetValue(time), cancellationToken);
            Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{restored:N0} of {all:N0} objects were put back; the others were there"));
            return ExitCode.Done;
        });
        root.Add(command);
    }
}
