using System.Text.RegularExpressions;

namespace CreditAI.Backups.Cluster;

/// <summary>What a backup leaves out: what the server makes anew when it starts, or what must not be in a copy.</summary>
internal static partial class LeftOut
{
    // Kept as empty directories. pg_wal comes from the archive; a copy must not have the original's slots.
    private static readonly HashSet<string> ContentsOf = new(StringComparer.Ordinal)
    {
        "pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans",
    };

    private static readonly HashSet<string> Files = new(StringComparer.Ordinal)
    {
        "postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map", "backup_manifest", "recovery.signal", "standby.signal",
        "postgresql.auto.conf.tmp", "current_logfiles", "backup_label.old", "tablespace_map.old",
    };

    /// <summary>Whether a directory is kept and what is in it is not.</summary>
    /// <param name="logDirectory">The server's log_directory, whose statements may quote personal data.</param>
    public static bool LeavesContentsOut(string directory, string logDirectory) => ContentsOf.Contains(directory) || directory == logDirectory;

    public static bool LeavesOut(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return Files.Contains(path) || name.StartsWith("pg_internal.init", StringComparison.Ordinal)
            || name.StartsWith("pgsql_tmp", StringComparison.Ordinal) || TemporaryRelation().IsMatch(name);
    }

    /// <summary>The files without those of unlogged relations, of which only the init fork is kept: recovery resets them to it.</summary>
    public static List<ClusterFile> WithoutUnlogged(IReadOnlyCollection<ClusterFile> files)
    {
        var unlogged = files.Where(file => file.Relation?.Fork == RelationFork.Init)
            .Select(file => (file.Relation!.Value.Directory, file.Relation.Value.Number)).ToHashSet();
        return [.. files.Where(file => file.Relation is not { } relation
            || relation.Fork == RelationFork.Init || !unlogged.Contains((relation.Directory, relation.Number)))];
    }

    [GeneratedRegex(@"^t\d+_\d+(_(fsm|vm|init))?(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryRelation();
}
