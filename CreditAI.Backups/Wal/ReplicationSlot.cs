using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Wal;

/// <summary>The physical slot that keeps the server's WAL until it is archived.</summary>
/// <param name="Status">reserved, extended, unreserved or lost.</param>
/// <param name="RestartLsn">The oldest WAL that it keeps; null when it keeps none.</param>
/// <param name="KeptBytes">How much WAL the server keeps for it.</param>
/// <param name="IsLimited">Whether max_slot_wal_keep_size bounds that.</param>
internal sealed record ReplicationSlot(string Name, string? Status, NpgsqlLogSequenceNumber? RestartLsn, long KeptBytes, bool IsLimited)
{
    public const string Prefix = "creditai_backup_";

    public bool IsLost => Status == "lost" || RestartLsn is null;

    /// <summary>Our slot on a server: the one of the configured name, else the newest under our prefix.</summary>
    public static async Task<ReplicationSlot?> FindAsync(NpgsqlConnection connection, string? configured, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT slot_name::text, wal_status, restart_lsn, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint,
                   current_setting('max_slot_wal_keep_size') <> '-1'
            FROM pg_replication_slots
            WHERE slot_type = 'physical' AND CASE WHEN $1::text IS NULL THEN starts_with(slot_name, $2) ELSE slot_name = $1 END
            ORDER BY (restart_lsn IS NULL), slot_name DESC
            """,
            connection)
        {
            Parameters = { new() { Value = (object?)configured ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = Prefix } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new ReplicationSlot(
                row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetFieldValue<NpgsqlLogSequenceNumber>(2),
                row.GetInt64(3), row.GetBoolean(4))
            : null;
    }
}
