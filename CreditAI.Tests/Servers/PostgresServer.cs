using System.Diagnostics;
using System.Globalization;
using CreditAI.AppHost.Parts.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(CreditAI.Tests.Servers.PostgresServer))]

namespace CreditAI.Tests.Servers;

/// <summary>
/// The real PostgreSQL from its npm package, one server for the whole assembly, started at the first use. Tests take a
/// database of their own by <see cref="CreateDatabaseAsync"/>; a test that stops the server takes its own instance.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Password = "test-only";

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"creditai-tests-{Environment.ProcessId}-{Path.GetRandomFileName()}");
    private readonly int _port = FreePort.Next();
    private PostgresCluster? _cluster;
    private Process? _process;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts the server, or starts it again after <see cref="StopAsync"/>, on the same port and data.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_process is not null)
            {
                return;
            }

            _cluster ??= new PostgresCluster(AppContext.BaseDirectory, Path.Combine(_directory, "data"));
            Directory.CreateDirectory(_directory);
            await _cluster.PrepareAsync(Password, []);
            var (command, arguments) = _cluster.ServeCommand("max_connections=300", "shared_buffers=64MB", "logging_collector=on", "max_prepared_transactions=10");
            _process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                Environment = { ["PGPORT"] = _port.ToString(CultureInfo.InvariantCulture) },
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
            _process.OutputDataReceived += (_, _) => { };
            _process.ErrorDataReceived += (_, _) => { };
            _process.BeginErrorReadLine();
            _process.BeginOutputReadLine();
            await WaitUntilReadyAsync(_process);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the server at once, as a crash does: no checkpoint, connections cut.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_process is { } process)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                process.Dispose();
                _process = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task WaitUntilReadyAsync(Process process)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await PostgresReadiness.AcceptsConnectionsAsync("127.0.0.1", _port, timeout.Token))
        {
            Assert.False(process.HasExited, $"PostgreSQL ended with exit code {(process.HasExited ? process.ExitCode : 0)}; its log is in {_directory}");
            await Task.Delay(20, timeout.Token);
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username={PostgresCluster.UserName};Password={Password};Database={database}";
}
