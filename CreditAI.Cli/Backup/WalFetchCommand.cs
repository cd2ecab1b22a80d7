using System.CommandLine;
using CreditAI.Backups.Restoring;
using CreditAI.Cli.Running;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai wal-fetch</c>: what a recovering server runs.</summary>
internal static class WalFetchCommand
{
    /// <summary>Above 125 the server stops, as it must when the store does not answer: a lower code would have it promote itself too early.</summary>
    private const int Stop = 200;

    public static void AddWalFetchCommand(this RootCommand root)
    {
        var file = new Argument<string>("file") { Description = "%f: the segment or history that the server asks for." };
        var target = new Argument<string>("path") { Description = "%p: where it is to go." };
        var region = RestoreCommand.RegionOption();
        var command = new NotedCommand(
            "wal-fetch",
            "Fetches a file of the WAL archive: a server's restore_command.",
            "  Exit codes: 0 fetched, 1 no region has it, 200 it could not be found out; the server\n  ends its recovery at 1 and stops at 200.\n\n" + BackupEnvironment.Notes)
        {
            file, target, region,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var fetch = new WalFetch(BackupEnvironment.Regions(parsed.GetValue(region)), BackupEnvironment.Keys());
                return await fetch.FetchAsync(Directory.GetCurrentDirectory(), parsed.GetRequiredValue(file), parsed.GetRequiredValue(target), cancellationToken)
                    ? ExitCode.Done : ExitCode.Failed;
            }
            catch (Exception exception)
            {
                await Console.Error.WriteLineAsync($"creditai wal-fetch {parsed.GetRequiredValue(file)}: {exception.Message}");
                return Stop;
            }
        });
        root.Add(command);
    }
}
