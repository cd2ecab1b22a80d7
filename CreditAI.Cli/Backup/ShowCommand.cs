using System.CommandLine;
using System.Text.Json;
using CreditAI.Backups;
using CreditAI.Backups.Manifests;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup show</c>.</summary>
internal static class ShowCommand
{
    public static void AddShowCommand(this Command backup)
    {
        var id = new Argument<string>("id") { Description = "Of the backup." };
        var cluster = RestoreCommand.ClusterOption();
        var command = new NotedCommand("show", "Shows a backup's manifest, as JSON.", BackupEnvironment.Notes) { id, cluster };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var catalog = new BackupCatalog(BackupEnvironment.Regions(), BackupEnvironment.Keys());
            foreach (var identifier in parsed.GetValue(cluster) is { } one ? [one] : await catalog.ClustersAsync(cancellationToken))
            {
                if ((await catalog.ListAsync(identifier, cancellationToken)).FirstOrDefault(found => found.Id == parsed.GetRequiredValue(id)) is { } found)
                {
                    var manifest = found.Manifest ?? throw new BackupException($"The manifest of {found.Id} is whole in no region: {found.Damage}");
                    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(manifest, new JsonSerializerOptions(BackupJson.Options) { WriteIndented = true }));
                    return ExitCode.Done;
                }
            }

            throw new BackupException($"There is no backup {parsed.GetRequiredValue(id)}; `creditai backup list` shows those that there are.");
        });
        backup.Add(command);
    }
}
