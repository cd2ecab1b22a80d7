using System.CommandLine;
using System.Globalization;
using CreditAI.Backups.Manifests;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup list</c>.</summary>
internal static class ListCommand
{
    public static void AddListCommand(this Command backup)
    {
        var cluster = RestoreCommand.ClusterOption();
        var format = SharedOptions.Format();
        var command = new NotedCommand("list", "Lists the finished backups, oldest first.", BackupEnvironment.Notes) { cluster, format };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var catalog = new BackupCatalog(BackupEnvironment.Regions(), BackupEnvironment.Keys());
            var clusters = parsed.GetValue(cluster) is { } one ? [one] : await catalog.ClustersAsync(cancellationToken);
            var backups = new List<(string Cluster, CataloguedBackup Backup)>();
            foreach (var identifier in clusters)
            {
                backups.AddRange((await catalog.ListAsync(identifier, cancellationToken)).Select(found => (identifier, found)));
            }

            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                WriteJson(backups);
                return ExitCode.Done;
            }

            Screen.Table(
                ["backup", "cluster", "read MiB", "stored MiB", "start", "stop", "regions", "master key", "state"],
                backups.Select(item => Row(item.Cluster, item.Backup)), lastIsText: true);
            return ExitCode.Done;
        });
        backup.Add(command);
    }

    private static string[] Row(string cluster, CataloguedBackup backup) => backup.Manifest is { } manifest
        ? [
            backup.Id, cluster, Mebibytes(manifest.RawBytes), Mebibytes(manifest.StoredBytes), manifest.StartLsn.ToString(), manifest.StopLsn.ToString(),
            string.Join(' ', backup.Regions), backup.MasterKeyId!, manifest.DamagedPages.Count > 0 ? $"{manifest.DamagedPages.Count} damaged pages" : "whole",
        ]
        : [backup.Id, cluster, "", "", "", "", string.Join(' ', backup.Regions), "", backup.Damage ?? "damaged"];

    private static void WriteJson(List<(string Cluster, CataloguedBackup Backup)> backups) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var (cluster, backup) in backups)
        {
            json.WriteStartObject();
            json.WriteString("id", backup.Id);
            json.WriteString("cluster", cluster);
            json.WriteString("kind", backup.Manifest?.Kind.ToString().ToLowerInvariant());
            json.WriteString("full_reason", backup.Manifest?.FullReason);
            json.WriteString("started_at", backup.Manifest?.StartedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("stopped_at", backup.Manifest?.StoppedAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("start_lsn", backup.Manifest?.StartLsn.ToString());
            json.WriteString("stop_lsn", backup.Manifest?.StopLsn.ToString());
            json.WriteNumber("stored_bytes", backup.Manifest?.StoredBytes ?? 0);
            json.WriteNumber("damaged_pages", backup.Manifest?.DamagedPages.Count ?? 0);
            json.WriteString("master_key", backup.MasterKeyId);
            json.WriteString("damage", backup.Damage);
            json.WriteStartArray("regions");
            foreach (var region in backup.Regions)
            {
                json.WriteStringValue(region);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("N1", CultureInfo.InvariantCulture);
}
