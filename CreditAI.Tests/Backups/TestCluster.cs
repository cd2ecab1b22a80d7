using System.Diagnostics;
using System.Globalization;
using CreditAI.AppHost.Parts;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Roles;
using CreditAI.Tests.Servers;
using Npgsql;

namespace CreditAI.Tests.Backups;

/// <summary>A PostgreSQL server of a version and a data directory of its own, for tests that back it up, break it and restore it.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private const string AdminPassword = "test-only";
    public const string BackupPassword = "test-only-backup";

    private readonly string _binaries;
    private readonly Dictionary<string, string> _environment;
    private readonly List<string> _settings = [];
    private Process? _process;

    private TestCluster(int version, string directory, Dictionary<string, string>? environment)
    {
        Version = version;
        Directory = directory;
        _binaries = Binaries(version);
        _environment = environment ?? [];
    }

    public int Version { get; }

    public string Directory { get; }

    public int Port { get; private set; } = FreePort.Next();

    public string Admin(string database = "postgres") => $"Host=127.0.0.1;Port={Port};Username=postgres;Password={AdminPassword};Database={database};Pooling=false;Include Error Detail=true";

    public string Backup => $"Host=127.0.0.1;Port={Port};Username={BackupRole.DefaultName};Password={BackupPassword};Database=postgres";

    public string Log { get; private set; } = "";

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>A new cluster that runs, with the backup role.</summary>
    public static async Task<TestCluster> NewAsync(int version, string directory, bool checksums = true, params string[] settings)
    {
        var cluster = new TestCluster(version, directory, null);
        cluster._settings.AddRange(settings);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        await RunAsync(cluster.Binary("initdb"), "-D", directory, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", checksums ? "--data-checksums" : version >= 18 ? "--no-data-checksums" : "--no-locale");
        await File.WriteAllTextAsync(Path.Combine(directory, "pg_hba.conf"), "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 scram-sha-256\n");
        await cluster.StartAsync();
        await using (var database = NpgsqlDataSource.Create(cluster.Admin()))
        {
            await BackupRole.EnsureAsync(database, BackupRole.DefaultName, BackupPassword, TestContext.Current.CancellationToken);
        }

        return cluster;
    }

    /// <summary>A restored data directory; it is not started.</summary>
    public static TestCluster On(int version, string directory, Dictionary<string, string> environment) => new(version, directory, environment);

    /// <summary>Starts the server and waits until it takes connections and has left recovery.</summary>
    /// <param name="untilOpen">Whether it is to come up; else it is waited for until it ends.</param>
    /// <param name="recovers">Whether it stays in recovery, as a standby does.</param>
    public async Task StartAsync(bool untilOpen = true, bool recovers = false)
    {
        var log = new System.Text.StringBuilder();
        List<string> settings =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", $"port={Port}", "max_connections=60", "shared_buffers=32MB", "fsync=off",
            "wal_level=replica", "max_wal_size=512MB", "checkpoint_timeout=1h", "autovacuum=off", .. _settings,
        ];
        var (command, arguments) = Unprivileged.Current.Wrap(Binary("postgres"), ["-D", Directory, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => { lock (log) { log.AppendLine(line.Data); } };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        if (untilOpen)
        {
            await UntilOpenAsync(recovers, () => { lock (log) { return Log = log.ToString(); } });
        }
        else
        {
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            lock (log)
            {
                Log = log.ToString();
            }
        }
    }

    /// <summary>Stops the server as an administrator does.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Ends it as a crash does.</summary>
    public Task KillAsync() => EndAsync("KILL");

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Admin(database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Admin(database));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>Every table of every database that may be connected to: its rows, hashed in no order.</summary>
    public async Task<SortedDictionary<string, string>> ContentsAsync()
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var database in (await ScalarAsync<string[]>("SELECT array_agg(datname::text) FROM pg_database WHERE datallowconn AND datname <> 'template0'")).Order(StringComparer.Ordinal))
        {
            var tables = await ScalarAsync<string[]>(
                """
                SELECT coalesce(array_agg(format('%I.%I', n.nspname, c.relname)), '{}')::text[] FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'm') AND c.relpersistence = 'p' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'
                """,
                database);
            foreach (var table in tables)
            {
                // Read by the heap alone, and then the same by every index: an index-only scan believes the visibility map.
                contents[$"{database} {table}"] = await ScalarAsync<string>(
                    $"SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off; SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {table} t", database);
            }
        }

        return contents;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        foreach (var directory in new[] { Directory, Directory + ".tablespaces" }.Where(System.IO.Directory.Exists))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }

    private async Task EndAsync(string signal)
    {
        if (_process is { } process)
        {
            if (!process.HasExited && signal != "KILL")
            {
                using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
                using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                while (!process.HasExited)
                {
                    await Task.Delay(10, patience.Token);
                }
            }

            await process.EndAsync();
            process.Dispose();
            _process = null;
        }
    }

    private async Task UntilOpenAsync(bool recovers, Func<string> log)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(120));
        while (true)
        {
            Assert.False(_process!.HasExited, $"PostgreSQL ended:\n{(_process.HasExited ? log() : "")}");
            try
            {
                if (await PostgresReadiness.AcceptsConnectionsAsync("127.0.0.1", Port, timeout.Token) && await ScalarAsync<bool>("SELECT pg_is_in_recovery()") == recovers)
                {
                    log();
                    return;
                }
            }
            catch (NpgsqlException)
            {
                // It starts, or recovers.
            }

            await Task.Delay(30, timeout.Token);
        }
    }

    private string Binary(string name) => Path.Combine(_binaries, name);

    public static string Binaries(int version)
    {
        if (version == 18)
        {
            return Path.Combine(NativePackages.Find(AppContext.BaseDirectory, $"@embedded-postgres/{NativePackages.Platform}"), "native", "bin");
        }

        var debian = $"/usr/lib/postgresql/{version}/bin";
        if (!File.Exists(Path.Combine(debian, "postgres")))
        {
            Assert.Skip($"PostgreSQL {version} is not installed (Debian's package postgresql-{version})");
        }

        return debian;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (command, wrapped) = Unprivileged.Current.Wrap(program, arguments);
        using var process = Process.Start(new ProcessStartInfo(command, wrapped) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {await output}{await error}");
    }
}
