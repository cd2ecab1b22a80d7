using System.Collections;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Manifests;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai drill</c>.</summary>
internal static class DrillCommand
{
    public static void AddDrillCommand(this RootCommand root)
    {
        var region = RestoreCommand.RegionOption();
        region.Description = "Restores from this region alone; without it, from each in turn.";
        var cluster = RestoreCommand.ClusterOption();
        var binaries = new Option<string>("--binaries") { Description = "The directory of PostgreSQL's server programs, of the server's major version.", HelpName = "DIRECTORY", Required = true };
        var directory = new Option<string?>("--directory") { Description = "Where the restored cluster lies while the drill lasts: room for the database.", HelpName = "DIRECTORY" };
        var superuser = new Option<string>("--superuser") { Description = "A superuser of the restored server.", DefaultValueFactory = _ => "postgres" };
        var database = new Option<string>("--database") { Description = "The ledger's.", DefaultValueFactory = _ => "creditai" };
        var seed = new Option<int?>("--seed") { Description = "Draws the point in time to recover to; without it, by lot." };
        var command = new NotedCommand(
            "drill",
            "Proves that a region restores, on an isolated server that is torn down.",
            $"""
              The newest backup is recovered to a point drawn by lot; tables, indexes, the ledger's
              hash chain, its counts and its decisions are checked, and the times measured. The signed
              report is kept in the regions. With {BackupEnvironment.DatabaseVariable} the original
              is compared with, and with {RegistryConnection.StorageVariable} decisions are scored again.
              Exit code 0: it passed; 3: it did not.


            """ + BackupEnvironment.Notes)
        {
            region, cluster, binaries, directory, superuser, database, seed,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (regions, keys) = (BackupEnvironment.Regions(), BackupEnvironment.Keys());
            var options = new DrillOptions { Binaries = parsed.GetRequiredValue(binaries), Superuser = parsed.GetRequiredValue(superuser), Database = parsed.GetRequiredValue(database) };
            options.Directory = Path.GetFullPath(parsed.GetValue(directory) ?? options.Directory);
            var objects = Environment.GetEnvironmentVariable(RegistryConnection.StorageVariable) is null ? null : RegistryConnection.OpenObjects();
            var drill = new Drill(
                regions, keys, options, $"\"{Environment.ProcessPath}\" wal-fetch %f %p", Inherited(), Environment.GetEnvironmentVariable(BackupEnvironment.DatabaseVariable), objects,
                TimeProvider.System, NullLogger<Drill>.Instance);
            var hasPassed = true;
            foreach (var identifier in parsed.GetValue(cluster) is { } one ? [one] : await new BackupCatalog(regions, keys).ClustersAsync(cancellationToken))
            {
                foreach (var drilled in parsed.GetValue(region) is { } name ? [regions.Named(name)] : regions.All)
                {
                    var report = await drill.RunAsync(identifier, drilled, parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue), cancellationToken);
                    Write(report);
                    hasPassed &= report.Passed;
                }
            }

            return hasPassed ? ExitCode.Done : ExitCode.BadData;
        });
        root.Add(command);
    }

    private static void Write(DrillReport report)
    {
        Screen.Title($"drill {report.Id}: {(report.Passed ? "passed" : "FAILED")}");
        Screen.Line($"backup {report.BackupId ?? "none"} of region {report.Region}, recovered to {report.Target ?? "nothing"}");
        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"RTO {Seconds(report.RecoveryTime)}, RPO {Seconds(report.DataLoss)}"));
        Screen.Table(["check", "outcome", "finding"], report.Checks.Select(check => new[] { check.Name, check.Holds switch { true => "holds", false => "FAILED", null => "not tried" }, check.Finding }), lastIsText: true);
    }

    private static string Seconds(TimeSpan? span) => span is { } known ? known.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s" : "not measured";

    private static Dictionary<string, string> Inherited() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(variable => ((string)variable.Key).StartsWith("Backup__", StringComparison.OrdinalIgnoreCase) || ((string)variable.Key).StartsWith("Keys__", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
}
