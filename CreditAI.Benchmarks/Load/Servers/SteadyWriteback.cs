using Microsoft.Win32.SafeHandles;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>
/// Writes what the ledger's tables grew by to the disk in small steps, as a kernel does that is set for a database (vm.dirty_background_bytes,
/// docs/deployment.md): in one go, after the 30 s that Linux lets it lie, it kept commits waiting for an eighth of a second. Nothing becomes durable
/// by it: sync_file_range(2) does not flush the disk.
/// </summary>
internal sealed class SteadyWriteback : IAsyncDisposable
{
    // With the tables that hold their long values.
    private const string Files = """
        SELECT pg_relation_filepath(c.oid) FROM pg_class c
        WHERE pg_relation_filepath(c.oid) IS NOT NULL AND 'ledger'::regnamespace IN (
            c.relnamespace, (SELECT t.relnamespace FROM pg_class t WHERE t.reltoastrelid = c.oid))
        """;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly List<SafeFileHandle> _files;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private SteadyWriteback(List<SafeFileHandle> files, TimeProvider time) => (_files, _running) = (files, RunAsync(files, time, _stop.Token));

    /// <param name="dataDirectory">PostgreSQL's, with a ledger in it.</param>
    public static async Task<SteadyWriteback> StartAsync(string connectionString, string dataDirectory, TimeProvider time, CancellationToken cancellationToken)
    {
        var files = new List<SafeFileHandle>();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Files, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (OperatingSystem.IsLinux() && await reader.ReadAsync(cancellationToken))
        {
            files.Add(File.OpenHandle(Path.Combine(dataDirectory, reader.GetString(0)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }

        return new SteadyWriteback(files, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _files.ForEach(file => file.Dispose());
        _stop.Dispose();
    }

    private static async Task RunAsync(List<SafeFileHandle> files, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (!stop.IsCancellationRequested)
        {
            files.ForEach(LibC.BeginWriting);
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
