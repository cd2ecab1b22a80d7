using System.CommandLine;
using System.Globalization;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Retention;
using CreditAI.Cli.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai backup expire</c>.</summary>
internal static class ExpireCommand
{
    public static void AddExpireCommand(this Command backup)
    {
        var days = new Option<int>("--days") { Description = "Any moment of the last so many days can be gone back to.", DefaultValueFactory = _ => 30 };
        var fulls = new Option<int>("--least-fulls") { Description = "So many full backups are kept however old.", DefaultValueFactory = _ => 7 };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be removed, and removes nothing." };
        var command = new NotedCommand(
            "expire",
            "Removes backups and WAL that have expired, and brings regions that were away up to the others.",
            $"  Nothing is removed that a kept backup stands on. The backup worker does it after every\n  backup. The server is {BackupEnvironment.DatabaseVariable}.\n\n" + BackupEnvironment.Notes)
        {
            days, fulls, dryRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var regions = BackupEnvironment.Regions();
            var keys = BackupEnvironment.Keys();
            var policy = new RetentionPolicy(Math.Max(1, parsed.GetValue(days)), Math.Max(1, parsed.GetValue(fulls)));
            var expiry = new Expiry(regions, keys, policy, TimeProvider.System, NullLogger<Expiry>.Instance);
            if (parsed.GetValue(dryRun))
            {
                foreach (var cluster in await new BackupCatalog(regions, keys).ClustersAsync(cancellationToken))
                {
                    Told(await expiry.PlanAsync(cluster, cancellationToken), "would be removed");
                }

                return ExitCode.Done;
            }

            await using var server = new ClusterServer(BackupEnvironment.Database());
            var state = await server.StateAsync("", cancellationToken);
            Told(await expiry.RunAsync(server, state.Identity.SystemIdentifier, cancellationToken), "removed");
            return ExitCode.Done;
        });
        backup.Add(command);
    }

    private static void Told(ExpiryPlan plan, string what)
    {
        foreach (var backup in plan.Backups)
        {
            Screen.Line($"{backup.Id} has expired");
        }

        foreach (var orphan in plan.Orphans)
        {
            Screen.Line($"{orphan} was never finished");
        }

        Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{plan.Keys.Count:N0} objects {what}"));
    }
}
