using Npgsql;

namespace CreditAI.Backups.Base;

/// <summary>One backup or expiry of a cluster at a time, whoever runs it: held by a connection until it closes.</summary>
internal static class BackupLock
{
    private const long Key = 0x4352_4544_4241_4B55;

    /// <exception cref="BackupException">Another has it.</exception>
    public static async Task TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Key } } };
        if (!(bool)(await command.ExecuteScalarAsync(cancellationToken))!)
        {
            throw new BackupException("Another backup or expiry of this cluster is at work; wait until it is done.");
        }
    }

    /// <summary>Gives it back at once: the server would as soon as it notices that the connection is gone.</summary>
    public static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost, and the lock with it.
        }
    }
}
