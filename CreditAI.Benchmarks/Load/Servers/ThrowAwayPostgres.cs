using System.Globalization;
using System.Security.Cryptography;
using CreditAI.AppHost.Parts.Postgres;
using Npgsql;

namespace CreditAI.Benchmarks.Load.Servers;

/// <summary>A PostgreSQL as a production server is set, flushing every commit, whose data is thrown away.</summary>
internal sealed class ThrowAwayPostgres : IAsyncDisposable
{
    private const string Database = "creditai";

    // Checkpoints, and the writing of pages before them, are kept out of short rounds, durability is not.
    private static readonly string[] Settings =
    [
        "shared_buffers=4GB", "bgwriter_lru_maxpages=0", "max_wal_size=8GB", "min_wal_size=5GB", "wal_buffers=64MB", "checkpoint_timeout=30min",
        "synchronous_commit=on", "fsync=on", "max_connections=200", "shared_memory_type=mmap",
    ];

    // Segments of the log, written and recycled, as a server has them that has run for a while: enough for all that a run writes. A new one is
    // filled with zeros first, and for those 50 ms no commit comes through.
    private const string MakeSegments = """
        DO $$
        BEGIN
            FOR segment IN 1..300 LOOP
                PERFORM pg_logical_emit_message(false, '', '');
                PERFORM pg_switch_wal();
            END LOOP;
        END
        $$;
        CHECKPOINT
        """;

    private readonly Child _process;

    private ThrowAwayPostgres(Child process, string connectionString, string dataDirectory)
        => (_process, ConnectionString, DataDirectory) = (process, connectionString, dataDirectory);

    public string ConnectionString { get; }

    public string DataDirectory { get; }

    public int ProcessId => _process.Id;

    public static async Task<ThrowAwayPostgres> StartAsync(string directory, Guard guard, CancellationToken cancellationToken)
    {
        var cluster = new PostgresCluster(AppContext.BaseDirectory, Path.Combine(directory, "postgres"));
        var password = RandomNumberGenerator.GetHexString(32);
        await cluster.PrepareAsync(password, [Database], cancellationToken);
        var port = FreePort.Next();
        var (command, arguments) = cluster.ServeCommand(Settings);
        var process = Child.Start("PostgreSQL", guard, [command, .. arguments], new Dictionary<string, string?>
        {
            ["PGPORT"] = port.ToString(CultureInfo.InvariantCulture),
        });
        var postgres = new ThrowAwayPostgres(
            process, $"Host=127.0.0.1;Port={port};Username={PostgresCluster.UserName};Password={password};Database={Database}", cluster.DataDirectory);
        try
        {
            await process.WaitUntilAsync(cancel => PostgresReadiness.AcceptsConnectionsAsync("127.0.0.1", port, cancel), cancellationToken);
            await postgres.MakeSegmentsAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task MakeSegmentsAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(MakeSegments, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
