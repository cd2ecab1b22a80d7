using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using CreditAI.Backups.Restoring;
using Npgsql;

namespace CreditAI.Backups.Drills;

/// <summary>A server on a restored directory that nobody else reaches: no network, one socket in a private directory, no password.</summary>
internal sealed class IsolatedServer : IAsyncDisposable
{
    private const string Everyone = "local all all trust\n";

    private readonly Process _process;
    private readonly string _sockets;
    private readonly StringBuilder _log = new();

    private IsolatedServer(Process process, string sockets)
    {
        _process = process;
        _sockets = sockets;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <param name="dataDirectory">Restored.</param>
    /// <param name="sockets">A private directory of short path.</param>
    /// <param name="environment">What the restore_command needs.</param>
    /// <exception cref="BackupException">There is no such program.</exception>
    public static IsolatedServer Start(string binaries, string dataDirectory, string sockets, IReadOnlyDictionary<string, string> environment)
    {
        PrivateDirectory.Make(sockets);
        var rules = Path.Combine(sockets, "pg_hba.conf");
        File.WriteAllText(rules, Everyone);
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={sockets}", $"hba_file={rules}", "port=5432", "ssl=off", "shared_preload_libraries=", "logging_collector=off",
            "log_destination=stderr", "autovacuum=off", "fsync=off", "archive_mode=off", "log_statement=none", "log_min_error_statement=panic",
        ];
        string[] command = [Path.Combine(binaries, "postgres"), "-D", dataDirectory, .. settings.SelectMany(setting => new[] { "-c", setting })];

        // PostgreSQL refuses to run as root; in a user namespace of its own it still owns its files.
        command = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? ["unshare", "--user", "--", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new IsolatedServer(Process.Start(start)!, sockets);
        }
        catch (Win32Exception exception)
        {
            throw new BackupException($"{command[0]} does not start ({exception.Message}): set Drill:Binaries to the directory of PostgreSQL's programs.", exception);
        }
    }

    // The process that drills may know more regions, and connections to the original: the restored server knows what it is told.
    private static bool IsOurs(string variable)
        => new[] { "Backup__", "Keys__", "ConnectionStrings__" }.Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    public string ConnectionString(string user, string database) => $"Host={_sockets};Username={user};Database={database};Timeout=5;Command Timeout=0;Pooling=true;Application Name=creditai-drill";

    public bool HasEnded => _process.HasExited;

    /// <summary>The last of what the server said.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Waits until the server has recovered and takes connections.</summary>
    /// <exception cref="BackupException">It ended, or does not come; the message holds what it said.</exception>
    public async Task UntilOpenAsync(string user, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) < patience)
        {
            if (HasEnded)
            {
                throw new BackupException($"The restored server ended: {Log}");
            }

            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString(user, "postgres") + ";Pooling=false");
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand("SELECT pg_is_in_recovery()", connection);
                if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
                {
                    return;
                }
            }
            catch (NpgsqlException)
            {
                // It starts, or recovers.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }

        throw new BackupException($"The restored server has not recovered after {patience.TotalMinutes:F0} minutes: {Log}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.EndAsync();
        _process.Dispose();
        if (Directory.Exists(_sockets))
        {
            Directory.Delete(_sockets, recursive: true);
        }
    }

    private void Keep(string? line)
    {
        const int Most = 4000;
        lock (_log)
        {
            _log.AppendLine(line);
            if (_log.Length > Most)
            {
                _log.Remove(0, _log.Length - Most);
            }
        }
    }
}
