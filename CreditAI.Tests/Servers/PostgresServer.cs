using System.Diagnostics;
using System.Globalization;
using CreditAI.AppHost.Parts.Postgres;
using CreditAI.Backups.Drills;
using CreditAI.Ledger.Schema;
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
    private readonly string _directory;
    private readonly int _port = FreePort.Next();
    private PostgresCluster? _cluster;
    private Process? _process;
    private string? _template;
    private int _databases;

    public PostgresServer()
        : this(Path.Combine(Path.GetTempPath(), $"creditai-tests-{Environment.ProcessId}-{Path.GetRandomFileName()}"))
    {
    }

    /// <param name="directory">Where its data lie; removed at the end.</param>
    internal PostgresServer(string directory) => _directory = directory;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The connection string of a new database with nothing in it but the schema, which is applied once and copied.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        await _gate.WaitAsync();
        try
        {
            return await CopyAsync(_template ??= await MakeTemplateAsync());
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateEmptyDatabaseAsync()
    {
        await StartAsync();
        return await CopyAsync("template1");
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
                await process.EndAsync();
                process.Dispose();
                _process = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the server's processes where they are, as a machine that hangs does: connections stay open and nothing answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task<string> MakeTemplateAsync()
    {
        const string Name = "creditai_template";
        await ExecuteAsync($"CREATE DATABASE {Name}");

        // Without a pool: a database that is connected to cannot be copied.
        await using var template = NpgsqlDataSource.Create(ConnectionString(Name) + ";Pooling=false");
        await LedgerSchema.EnsureAsync(template, TimeProvider.System, CancellationToken.None);
        return Name;
    }

    private async Task<string> CopyAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task SignalAsync(string signal)
    {
        var processes = Descendants(_process!.Id).Append(_process.Id).Select(id => id.ToString(CultureInfo.InvariantCulture));
        using var kill = Process.Start("kill", ["-s", signal, .. processes]);
        await kill.WaitForExitAsync();
    }

    private static IEnumerable<int> Descendants(int parent)
    {
        foreach (var directory in Directory.GetDirectories("/proc").Where(directory => Path.GetFileName(directory).All(char.IsAsciiDigit)))
        {
            string[] stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(directory, "stat")).Split(") ")[^1].Split(' ');
            }
            catch (IOException)
            {
                continue; // It has ended meanwhile.
            }

            if (int.Parse(stat[1], CultureInfo.InvariantCulture) == parent)
            {
                var child = int.Parse(Path.GetFileName(directory), CultureInfo.InvariantCulture);
                foreach (var descendant in Descendants(child).Prepend(child))
                {
                    yield return descendant;
                }
            }
        }
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
