using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CreditAI.Backups.Restoring;
using CreditAI.Cli.Running;
using NpgsqlTypes;

namespace CreditAI.Cli.Backup;

/// <summary><c>creditai restore</c>.</summary>
internal static class RestoreCommand
{
    public static void AddRestoreCommand(this RootCommand root)
    {
        var to = new Option<string>("--to") { Description = "The data directory to make: empty, or not there, or of an interrupted restore.", HelpName = "DIRECTORY", Required = true };
        var time = TimeOption();
        var lsn = new Option<NpgsqlLogSequenceNumber?>("--lsn") { Description = "Recover up to this position.", HelpName = "0/3000060", CustomParser = ParseLsn };
        var backup = new Option<string?>("--backup") { Description = "From this backup; alone, no further than where it is consistent.", HelpName = "ID" };
        var latest = new Option<bool>("--latest") { Description = "Recover as far as the archive goes: what is done without a target." };
        var region = RegionOption();
        var cluster = ClusterOption();
        var timeline = new Option<string>("--timeline") { Description = "latest, current or a number.", DefaultValueFactory = _ => "latest" };
        var action = new Option<string>("--action") { Description = "At the target: promote, pause or shutdown.", DefaultValueFactory = _ => "promote" };
        action.AcceptOnlyFromAmong("promote", "pause", "shutdown");
        var writers = new Option<int>("--parallel") { Description = "Pieces fetched at the same time.", DefaultValueFactory = _ => 4 };
        var tablespaces = new Option<string[]>("--tablespace") { Description = "OID=DIRECTORY: where a tablespace goes; without it, beside the data directory.", HelpName = "OID=DIRECTORY" };
        var standby = new Option<bool>("--standby") { Description = $"A standby that follows the primary of {BackupEnvironment.DatabaseVariable}, and fetches from the archive what that no longer has." };
        var damaged = new Option<bool>("--accept-damaged") { Description = "Restores a backup of a server whose pages were damaged already." };
        var command = new NotedCommand(
            "restore",
            "Restores a backup for a server to recover to a point in time.",
            """
              Start PostgreSQL of the same major version on the directory, with the same regions and
              key in its environment: it fetches its WAL by `creditai wal-fetch` and opens when it is
              at the target. An interrupted restore is taken up where it was by the same command.


            """ + BackupEnvironment.Notes)
        {
            to, time, lsn, backup, latest, region, cluster, timeline, action, writers, tablespaces, standby, damaged,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(time) is not null && result.GetResult(lsn) is not null)
            {
                result.AddError("--time and --lsn exclude each other.");
            }

            if (result.GetValue(standby) && (result.GetResult(time) is not null || result.GetResult(lsn) is not null))
            {
                result.AddError("--standby follows the primary to no target: leave out --time and --lsn.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = new RestoreTarget(parsed.GetValue(time), parsed.GetValue(lsn), parsed.GetValue(backup));
            var options = new RestoreOptions
            {
                Directory = Path.GetFullPath(parsed.GetRequiredValue(to)),
                RestoreCommand = Command(parsed.GetValue(region)),
                Target = target with { IsLatest = parsed.GetValue(latest) || target == new RestoreTarget() },
                Cluster = parsed.GetValue(cluster),
                Timeline = parsed.GetRequiredValue(timeline),
                Action = parsed.GetRequiredValue(action),
                Writers = Math.Clamp(parsed.GetValue(writers), 1, 64),
                Tablespaces = ParseTablespaces(parsed.GetValue(tablespaces) ?? []),
                FollowedPrimary = parsed.GetValue(standby) ? BackupEnvironment.Database() : null,
                AcceptDamaged = parsed.GetValue(damaged),
            };
            var restorer = new Restorer(BackupEnvironment.Regions(parsed.GetValue(region)), BackupEnvironment.Keys(), TimeProvider.System);
            var result = await restorer.RestoreAsync(options, cancellationToken);
            Screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"{result.Manifest.Id} is restored in {options.Directory}: {result.Files:N0} files, {result.Bytes / 1048576.0:N1} MiB, {result.Took.TotalSeconds:0.0} s"));
            Screen.Line($"start PostgreSQL {result.Manifest.Server.Version / 10000} on it with this environment; it recovers {Told(options)}");
            return ExitCode.Done;
        });
        root.Add(command);
    }

    public static Option<DateTimeOffset?> TimeOption() => new("--time") { Description = "As it was at a time, UTC.", HelpName = "2027-01-31T12:00:00Z", CustomParser = ParseTime };

    public static Option<string?> RegionOption() => new("--region") { Description = "The region that is asked first; the others where it fails.", HelpName = "NAME" };

    public static Option<string?> ClusterOption() => new("--cluster") { Description = "System identifier, where the regions hold several clusters.", HelpName = "ID" };

    private static string Told(RestoreOptions options)
        => options.FollowedPrimary is not null ? "and follows its primary" : (options.Target.Time is { } time ? $"to {time.UtcDateTime:O}" : options.Target.Lsn is { } lsn ? $"to {lsn}" : options.Target.IsLatest ? "as far as the archive goes" : "until it is consistent")
            + options.Action switch { "pause" => " and pauses", "shutdown" => " and stops", _ => " and opens" };

    // The server runs it by a shell in its data directory.
    private static string Command(string? region)
        => $"\"{Environment.ProcessPath}\" wal-fetch %f %p" + (region is null ? "" : $" --region {region}");

    private static Dictionary<uint, string> ParseTablespaces(string[] texts)
        => texts.Select(text => text.Split('=', 2)).ToDictionary(
            parts => parts.Length == 2 && uint.TryParse(parts[0], CultureInfo.InvariantCulture, out var oid)
                ? oid : throw new UsageException($"--tablespace takes OID=DIRECTORY, not {string.Join('=', parts)}"),
            parts => Path.GetFullPath(parts[1]));

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }]
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        result.AddError("--time takes a time, such as 2027-01-31T12:00:00Z");
        return null;
    }

    private static NpgsqlLogSequenceNumber? ParseLsn(ArgumentResult result)
    {
        if (result.Tokens is [{ Value: var text }] && NpgsqlLogSequenceNumber.TryParse(text, out var lsn))
        {
            return lsn;
        }

        result.AddError("--lsn takes a position in the WAL, such as 0/3000060");
        return null;
    }
}
