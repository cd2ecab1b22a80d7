using CreditAI.Backups.Cluster;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Base;

/// <summary>The server's backup mode, which lasts as long as its connection: the server ends it by itself when that is lost.</summary>
internal sealed class BackupSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private BackupSession(NpgsqlConnection connection, NpgsqlLogSequenceNumber start)
    {
        _connection = connection;
        Start = start;
    }

    /// <summary>The checkpoint's redo point: recovery begins here.</summary>
    public NpgsqlLogSequenceNumber Start { get; }

    /// <exception cref="BackupException">The role may not, or a pooler is between.</exception>
    public static async Task<BackupSession> StartAsync(ClusterServer server, string label, CancellationToken cancellationToken)
    {
        var connection = await server.OpenAsync(cancellationToken);
        try
        {
            await BackupLock.TakeAsync(connection, cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_backup_start($1, true)", connection) { Parameters = { new() { Value = label } } };
            return new BackupSession(connection, (NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync(cancellationToken))!);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            await connection.DisposeAsync();
            throw new BackupException($"The server refuses: {exception.MessageText}. Give the role its grants: creditai backup role", exception);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>Where the copy is consistent, and the contents of backup_label and tablespace_map.</returns>
    public async Task<(NpgsqlLogSequenceNumber Stop, string Label, string? TablespaceMap)> StopAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT lsn, labelfile, spcmapfile FROM pg_backup_stop(false)", _connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetFieldValue<NpgsqlLogSequenceNumber>(0), row.GetString(1), row.IsDBNull(2) || row.GetString(2).Length == 0 ? null : row.GetString(2));
    }

    /// <summary>What the server says in its own control file, read until two readings agree.</summary>
    public async Task<byte[]> ControlFileAsync(CancellationToken cancellationToken)
    {
        byte[]? before = null;
        while (true)
        {
            await using var command = new NpgsqlCommand("SELECT pg_read_binary_file('global/pg_control', 0, 65536, false)", _connection);
            var read = (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
            if (before is not null && read.AsSpan().SequenceEqual(before))
            {
                return read;
            }

            before = read;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Not back to the pool: a session that is still in backup mode would stay so.
        await using (_connection)
        {
            await BackupLock.ReleaseAsync(_connection);
            NpgsqlConnection.ClearPool(_connection);
        }
    }
}
