using CreditAI.Backups.Manifests;

namespace CreditAI.Backups.Restoring;

/// <summary>The files that make a restored directory recover to its target when a server starts on it.</summary>
internal static class RecoverySettings
{
    // A restored server must not archive under the original's name, follow its primary, or keep a recovery target of before.
    private static readonly string[] Cleared =
    [
        "archive_mode", "archive_command", "archive_library", "primary_conninfo", "primary_slot_name", "restore_command", "recovery_target", "recovery_target_name",
        "recovery_target_time", "recovery_target_xid", "recovery_target_lsn", "recovery_target_inclusive", "recovery_target_timeline", "recovery_target_action",
        "archive_cleanup_command", "recovery_end_command", "synchronous_standby_names",
    ];

    /// <summary>The text of postgresql.auto.conf: what stood there, and the recovery.</summary>
    public static string AutoConf(string before, RestoreOptions options)
    {
        var kept = before.Split('\n').Where(line => line.Length > 0 && !Cleared.Contains(line.Split('=')[0].Trim(), StringComparer.OrdinalIgnoreCase));
        List<(string Name, string Value)> settings =
        [
            ("archive_mode", "off"),
            ("primary_conninfo", options.FollowedPrimary is { } primary ? Follow(primary) : ""),
            ("primary_slot_name", ""),
            ("synchronous_standby_names", ""),
            ("restore_command", RestoreCommand(options.RestoreCommand)),
            ("recovery_end_command", $"rm -rf {WalFetch.Ahead}"),
            ("recovery_target_timeline", options.Timeline),
            .. options.FollowedPrimary is null ? [("recovery_target_action", options.Action)] : Array.Empty<(string, string)>(),
        ];
        if (options.Target.Time is { } time)
        {
            settings.Add(("recovery_target_time", time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture) + "+00"));
        }

        if (options.Target.Lsn is { } lsn)
        {
            settings.Add(("recovery_target_lsn", lsn.ToString()));
        }

        if (options.Target.IsImmediate)
        {
            settings.Add(("recovery_target", "immediate"));
        }

        return string.Join('\n', [.. kept, .. settings.Select(setting => $"{setting.Name} = '{Quoted(setting.Value)}'"), ""]);
    }

    /// <summary>What has been fetched ahead is moved into place; the rest, and what comes after, is fetched.</summary>
    public static string RestoreCommand(string fetch) => $"mv {WalFetch.Ahead}/%f %p 2>/dev/null || {fetch}";

    /// <summary>A postgresql.conf for a cluster whose own lay outside its data directory.</summary>
    public static string Conf(BackupManifest manifest)
        => "# Restored from the settings that the server had; its own file lay outside the data directory.\n"
            + string.Concat(manifest.Settings.Select(setting => $"{setting.Key} = '{Quoted(setting.Value)}'\n"));

    /// <summary>A pg_hba.conf for such a cluster: loopback only, with a password.</summary>
    public const string HostBasedAuthentication = """
        # Restored without the original's rules, which lay outside the data directory.
        local all         all              scram-sha-256
        host  all         all 127.0.0.1/32 scram-sha-256
        host  all         all ::1/128      scram-sha-256

        """;

    private static string Follow(string connectionString)
    {
        var settings = new Npgsql.NpgsqlConnectionStringBuilder(connectionString);
        return string.Join(' ', new[] { ("host", settings.Host), ("port", $"{settings.Port}"), ("user", settings.Username), ("password", settings.Password), ("application_name", "creditai-standby") }
            .Where(item => item.Item2 is not null)
            .Select(item => $"{item.Item1}='{item.Item2!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"));
    }

    private static string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);
}
