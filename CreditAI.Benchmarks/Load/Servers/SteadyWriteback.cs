using Microsoft.Win32.SafeHandles;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>
/// Writes what tables grew by to the disk in small steps, as a kernel does that is set for a database (vm.dirty_background_bytes,
/// docs/deployment.md): in one go, after the 30 s that Linux lets it lie, it kept commits waiting for an eighth of a second. Nothing becomes durable
/// by it: sync_file_range(2) does not flush the disk.
/// </summary>
internal sealed class SteadyWriteback : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, SafeFileHandle> _files = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private SteadyWriteback(string directory, TimeProvider time) => _running = Task.Run(() => RunAsync(directory, time));

    /// <param name="connectionString">The database whose tables are written.</param>
    /// <param name="dataDirectory">PostgreSQL's.</param>
    public static async Task<SteadyWriteback> StartAsync(string connectionString, string dataDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_relation_filepath('pg_class')", connection);
        var table = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        return new SteadyWriteback(Path.Combine(dataDirectory, Path.GetDirectoryName(table)!), time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(string directory, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (OperatingSystem.IsLinux() && !_stop.IsCancellationRequested)
        {
            foreach (var path in Directory.EnumerateFiles(directory))
            {
                BeginWriting(path);
            }

            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void BeginWriting(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            try
            {
                _files.Add(path, file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            }
            catch (FileNotFoundException)
            {
                return; // A table of PostgreSQL's own that was for a moment only.
            }
        }

        LibC.BeginWriting(file);
    }
}
