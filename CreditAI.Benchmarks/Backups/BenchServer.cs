using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CreditAI.AppHost.Parts;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Roles;
using Npgsql;

namespace CreditAI.Benchmarks.Backups;

/// <summary>A PostgreSQL server for the benchmark, on a data directory.</summary>
internal sealed class BenchServer(string binaries, string directory) : IAsyncDisposable
{
    private const string Password = "benchmark-only";

    private Process? _process;

    public string Directory { get; } = directory;

    public int Port { get; } = FreePort();

    public string Admin => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;Pooling=false;Command Timeout=0";

    public string Backup => $"Host=127.0.0.1;Port={Port};Username={BackupRole.DefaultName};Password={Password};Database=postgres";

    public async Task InitializeAsync()
    {
        await RunAsync(Path.Combine(binaries, "initdb"), "-D", Directory, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--data-checksums");
        await File.WriteAllTextAsync(Path.Combine(Directory, "pg_hba.conf"), "host all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n");
        await StartAsync();
        await using var database = NpgsqlDataSource.Create(Admin);
        await BackupRole.EnsureAsync(database, BackupRole.DefaultName, Password, CancellationToken.None);
    }

    /// <summary>Starts it, and waits until it has recovered and takes connections.</summary>
    public async Task StartAsync()
    {
        string[] settings =
        [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", $"port={Port}", "shared_buffers=512MB", "max_wal_size=8GB", "checkpoint_timeout=1h", "autovacuum=off",
            "synchronous_commit=on", "wal_compression=off",
        ];
        var (command, arguments) = Unprivileged.Current.Wrap(Path.Combine(binaries, "postgres"), ["-D", Directory, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        _process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL on {Directory} ended by itself.");
            }

            try
            {
                if (await PostgresReadiness.AcceptsConnectionsAsync("127.0.0.1", Port, CancellationToken.None) && !await ScalarAsync<bool>("SELECT pg_is_in_recovery()"))
                {
                    return;
                }
            }
            catch (NpgsqlException)
            {
                // It starts, or recovers.
            }

            await Task.Delay(20);
        }
    }

    public async Task StopAsync(string signal)
    {
        if (_process is { } process)
        {
            if (signal != "KILL")
            {
                using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
                await kill.WaitForExitAsync();
                await process.WaitForExitAsync();
            }

            await process.EndAsync();
            process.Dispose();
            _process = null;
        }
    }

    public Task ExecuteAsync(string sql) => ScalarAsync<object?>(sql);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Admin);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync() => await StopAsync("KILL");

    public static async Task RunAsync(string program, params string[] arguments)
    {
        var (command, wrapped) = Unprivileged.Current.Wrap(program, arguments);
        using var process = Process.Start(new ProcessStartInfo(command, wrapped) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {await output}{await error}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
