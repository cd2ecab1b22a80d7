using Npgsql;

namespace CreditAI.Backups.Roles;

/// <summary>The role that backups are taken by, with no right but those it needs. It reads every byte, password hashes included.</summary>
public static class BackupRole
{
    public const string DefaultName = "creditai_backup";

    /// <summary>How much WAL the server keeps for an archive that does not take it, where it has no limit yet.</summary>
    public const string SlotLimit = "8GB";

    /// <summary>The statements, without the password, for whoever runs them by hand.</summary>
    /// <param name="version">server_version_num.</param>
    public static IReadOnlyList<string> Statements(string role, int version) =>
    [
        $"ALTER ROLE {Quoted(role)} LOGIN REPLICATION NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
        $"""
        GRANT EXECUTE ON FUNCTION pg_catalog.pg_backup_start(text, boolean), pg_catalog.pg_backup_stop(boolean), pg_catalog.pg_ls_dir(text, boolean, boolean),
            pg_catalog.pg_stat_file(text, boolean), pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) TO {Quoted(role)}
        """,
        $"GRANT pg_read_all_settings, pg_read_all_stats TO {Quoted(role)}",
        .. version >= 170000
            ? (string[])[$"GRANT EXECUTE ON FUNCTION pg_catalog.pg_available_wal_summaries(), pg_catalog.pg_wal_summary_contents(bigint, pg_lsn, pg_lsn) TO {Quoted(role)}"]
            : [],
    ];

    /// <summary>Makes the role in the database that the backup worker connects to, or gives it its password and grants anew; bounds what a slot keeps and switches WAL summaries on.</summary>
    /// <param name="database">Under a superuser.</param>
    public static async Task EnsureAsync(NpgsqlDataSource database, string role, string password, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (!await IsThereAsync(connection, role, cancellationToken))
            {
                await ExecuteAsync(connection, $"CREATE ROLE {Quoted(role)}", cancellationToken);
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
        {
            // The schema's migration makes it as well, starts at the same time, and was first.
        }

        await ExecuteAsync(connection, $"ALTER ROLE {Quoted(role)} PASSWORD '{ScramVerifier.Of(password)}'", cancellationToken);
        foreach (var statement in Statements(role, connection.PostgreSqlVersion.Major * 10000))
        {
            await ExecuteAsync(connection, statement, cancellationToken);
        }

        if (await SettingAsync(connection, "max_slot_wal_keep_size", cancellationToken) == "-1")
        {
            await ExecuteAsync(connection, $"ALTER SYSTEM SET max_slot_wal_keep_size = '{SlotLimit}'", cancellationToken);
        }

        if (await SettingAsync(connection, "summarize_wal", cancellationToken) == "off")
        {
            await ExecuteAsync(connection, "ALTER SYSTEM SET summarize_wal = on", cancellationToken);
        }

        await ExecuteAsync(connection, "SELECT pg_reload_conf()", cancellationToken);
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regrole($1) IS NOT NULL", connection) { Parameters = { new() { Value = Quoted(role) } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<string?> SettingAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT current_setting($1, true)", connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
