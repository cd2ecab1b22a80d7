using System.Collections;
using System.CommandLine;
using CreditAI.Backups.Failover;
using CreditAI.Cli.Models;
using CreditAI.Cli.Running;
using Npgsql;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai failover</c>.</summary>
internal static class FailoverCommand
{
    private const string Prefix = "ConnectionStrings__";

    public static void AddFailoverCommand(this RootCommand root)
    {
        var to = new Option<string>("--to") { Description = "The standby: NAME of ConnectionStrings__NAME in the environment, so that no password is on the command line.", HelpName = "NAME", Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = "Looks, says what stands in the way, and changes nothing." };
        var command = new NotedCommand(
            "failover",
            "Promotes a standby when the primary is seen to be gone.",
            $"""
              The former primary is {RegistryConnection.DatabaseVariable}. It must not answer, the
              standby must not receive WAL from it, and the archive must not hold more than the standby
              has (with regions in the environment). Services that name both servers (Host=one,two;
              Target Session Attributes=primary) follow by themselves; others are given the new
              connection string. Exit code 1: nothing was promoted.
            """)
        {
            to, dryRun,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var standby = RegistryConnection.Required(Prefix + parsed.GetRequiredValue(to), RegistryConnection.DatabaseExample);
            var former = RegistryConnection.Required(RegistryConnection.DatabaseVariable, RegistryConnection.DatabaseExample);
            var hasRegions = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Any(variable => ((string)variable.Key).StartsWith(BackupEnvironment.RegionVariable, StringComparison.OrdinalIgnoreCase));
            var promotion = new StandbyPromotion(standby, former, hasRegions ? BackupEnvironment.Regions() : null, hasRegions ? BackupEnvironment.Keys() : null);
            var outlook = await promotion.LookAsync(cancellationToken);
            Screen.Line($"the standby has WAL up to {outlook.Received} and has applied it to {outlook.Replayed}; the archive has it to {outlook.Archived?.ToString() ?? "nowhere that was asked"}");
            foreach (var obstacle in outlook.Obstacles)
            {
                Screen.Line($"in the way: {obstacle}");
            }

            if (parsed.GetValue(dryRun) || outlook.Obstacles.Count > 0)
            {
                Screen.Line(outlook.Obstacles.Count == 0 ? "it may be promoted" : "nothing was promoted");
                return outlook.Obstacles.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }

            var timeline = await promotion.PromoteAsync(cancellationToken);
            var settings = new NpgsqlConnectionStringBuilder(standby);
            Screen.Line($"{settings.Host}:{settings.Port} is the primary now, on timeline {timeline}");
            Screen.Line($"services that do not name it yet: ConnectionStrings__creditai and ConnectionStrings__backup with Host={settings.Host};Port={settings.Port}");
            return ExitCode.Done;
        });
        root.Add(command);
    }
}
