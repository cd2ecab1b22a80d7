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
        var names = new Argument<string[]>("%f %p") { Description = "The segment or history that the server asks for, and where it is to go.", Arity = new ArgumentArity(2, 2) };
        var region = RestoreCommand.RegionOption();
        var command = new NotedCommand(
            "wal-fetch",
            "Fetches a file of the WAL archive: a server's restore_command.",
            "  Exit codes: 0 fetched, 1 no region has it, 200 it could not be found out; the server\n  ends its recovery at 1 and stops at 200.\n\n" + BackupEnvironment.Notes)
        {
            names, region,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (file, target) = (parsed.GetRequiredValue(names)[0], parsed.GetRequiredValue(names)[1]);
            try
            {
                var fetch = new WalFetch(BackupEnvironment.Regions(parsed.GetValue(region)), BackupEnvironment.Keys());
                return await fetch.FetchAsync(Directory.GetCurrentDirectory(), file, target, cancellationToken)
                    ? ExitCode.Done : ExitCode.Failed;
            }
            catch (Exception exception)
            {
                await Console.Error.WriteLineAsync($"creditai wal-fetch {file}: {exception.Message}");
                return Stop;
            }
        });
        root.Add(command);
    }
}
