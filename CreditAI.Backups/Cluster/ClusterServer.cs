using System.Globalization;
using CreditAI.Backups.Manifests;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

/// <summary>A PostgreSQL server's files, state and WAL summaries, over ordinary connections under the backup role.</summary>
internal sealed class ClusterServer : IAsyncDisposable
{
    private const int OldestVersion = 150000;

    private readonly NpgsqlDataSource _database;

    /// <param name="connectionString">Of the backup role, in the database that its grants were given in. No transaction pooler may be between.</param>
    public ClusterServer(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            CommandTimeout = 0,
            Timeout = 5,
            KeepAlive = 15,
            MinPoolSize = 0,
            MaxAutoPrepare = 0,
            ReadBufferSize = 256 * 1024,
            ApplicationName = "creditai-backup",
        };

        // The session between start and stop may be idle for hours, and must not be ended for it.
        settings.Options = $"{settings.Options} -c statement_timeout=0 -c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0 -c lock_timeout=0".TrimStart();
        ConnectionString = connectionString;
        _database = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>As given.</summary>
    public string ConnectionString { get; }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => _database.OpenConnectionAsync(cancellationToken);

    /// <exception cref="BackupException">It is too old, or a standby.</exception>
    public async Task<ServerState> StateAsync(string slot, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT s.system_identifier::text, current_setting('server_version_num')::int, current_setting('data_checksums') = 'on',
                   pg_postmaster_start_time(), pg_is_in_recovery(),
                   -- Of what is written now: right after a promotion the last checkpoint is still of the timeline before.
                   CASE WHEN pg_is_in_recovery() THEN 0 ELSE ('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::int END,
                   coalesce(current_setting('summarize_wal', true), 'off') = 'on', coalesce(current_setting('log_directory', true), 'log'),
                   (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size'), current_setting('block_size')::int
            FROM pg_control_system() s
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var version = row.GetInt32(1);
        if (version < OldestVersion)
        {
            throw new BackupException($"The server is PostgreSQL {version / 10000}; backups are taken of PostgreSQL 15 and later. Upgrade it.");
        }

        if (row.GetBoolean(4))
        {
            throw new BackupException("The server is a standby; backups are taken of the primary. Give the connection string of the primary.");
        }

        if (row.GetInt32(9) != PageHeader.PageSize)
        {
            throw new BackupException($"The server's pages have {row.GetInt32(9)} bytes; backups are taken of servers with pages of {PageHeader.PageSize}.");
        }

        var identity = new ServerIdentity(
            row.GetString(0), version, checked((int)row.GetInt64(8)), row.GetBoolean(2), slot, row.GetFieldValue<DateTimeOffset>(3));
        return new ServerState(identity, (uint)row.GetInt32(5), row.GetBoolean(6), row.GetString(7));
    }

    /// <summary>Every file and directory but what a backup leaves out, parents first.</summary>
    public async Task<List<ClusterFile>> WalkAsync(string logDirectory, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var found = new List<ClusterFile>();
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var directory))
        {
            await using var command = new NpgsqlCommand(
                """
                SELECT name, s.size, s.modification, s.isdir
                FROM pg_ls_dir($1, true, false) AS name CROSS JOIN LATERAL pg_stat_file($2 || name, true) AS s
                WHERE s.isdir IS NOT NULL
                """,
                connection)
            {
                Parameters = { new() { Value = directory.Length == 0 ? "." : directory }, new() { Value = directory.Length == 0 ? "" : directory + "/" } },
            };
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var path = directory.Length == 0 ? rows.GetString(0) : $"{directory}/{rows.GetString(0)}";
                if (LeftOut.LeavesOut(path))
                {
                    continue;
                }

                var file = new ClusterFile(path, rows.GetInt64(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetBoolean(3));
                found.Add(file);
                if (file.IsDirectory && !LeftOut.LeavesContentsOut(path, logDirectory))
                {
                    pending.Push(path);
                }
            }
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return found;
    }

    public async Task<IReadOnlyList<Tablespace>> TablespacesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Oid, string Location)>(new CommandDefinition(
            "SELECT oid::bigint, pg_tablespace_location(oid) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')", cancellationToken: cancellationToken));
        return [.. rows.Select(row => new Tablespace((uint)row.Oid, row.Location)).OrderBy(tablespace => tablespace.Oid)];
    }

    /// <summary>The xmin of every database's row by its OID: a database made anew under the same OID has another.</summary>
    public async Task<Dictionary<uint, uint>> DatabaseXminsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(long Oid, string Xmin)>(new CommandDefinition(
            "SELECT oid::bigint, xmin::text FROM pg_database", cancellationToken: cancellationToken));
        return rows.ToDictionary(row => (uint)row.Oid, row => uint.Parse(row.Xmin, CultureInfo.InvariantCulture));
    }

    /// <summary>The settings that somebody made, without those that hold secrets or name files elsewhere.</summary>
    public async Task<Dictionary<string, string>> SettingsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Name, string Setting)>(new CommandDefinition(
            """
            SELECT name, current_setting(name) FROM pg_settings
            WHERE source IN ('configuration file', 'command line', 'environment variable', 'override')
              AND context <> 'internal' AND name NOT LIKE 'ssl%' AND name NOT LIKE '%\_command' AND name NOT LIKE '%\_file' AND name NOT LIKE '%director%'
              AND name NOT IN ('primary_conninfo', 'primary_slot_name', 'port', 'listen_addresses', 'synchronous_standby_names', 'cluster_name')
            ORDER BY name
            """,
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Name, row => row.Setting);
    }

    /// <summary>A timeline's history file, from the server's pg_wal.</summary>
    public async Task<TimelineHistory> HistoryAsync(uint timeline, CancellationToken cancellationToken)
    {
        if (timeline == 1)
        {
            return TimelineHistory.First;
        }

        await using var connection = await OpenAsync(cancellationToken);
        var content = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "SELECT pg_read_binary_file($1, 0, 1048576, true)".Replace("$1", FormattableString.Invariant($"'pg_wal/{timeline:X8}.history'"), StringComparison.Ordinal),
            cancellationToken: cancellationToken));
        return content is null
            ? throw new BackupException($"The server is on timeline {timeline} and has no history of it in pg_wal.")
            : TimelineHistory.Parse(timeline, content);
    }

    /// <summary>Where a relation's file belongs, for people: "schema.table" when it is of this database, else null.</summary>
    public async Task<string?> NameAsync(RelationFile relation, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT n.nspname || '.' || c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_database d ON d.datname = current_database()
            WHERE c.relfilenode = $1 AND $2 LIKE '%/' || d.oid
            """,
            connection)
        {
            Parameters = { new() { Value = relation.Number, NpgsqlDbType = NpgsqlDbType.Oid }, new() { Value = relation.Directory } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
