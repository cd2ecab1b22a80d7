using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Failover;

/// <summary>
/// Promotes a standby. Two primaries would each acknowledge what the other does not know, so the former one must be seen to be gone:
/// from here, and by the standby itself, whose stream from it must have ended.
/// </summary>
/// <param name="standby">Of a superuser, or of a role that may execute pg_promote.</param>
/// <param name="former">The primary that is to be given up.</param>
public sealed class StandbyPromotion(string standby, string former, RegionSet? regions, MasterKeys? masters)
{
    /// <summary>Looks at everything that promotion depends on, and changes nothing.</summary>
    /// <exception cref="BackupException">The standby does not answer, or is no standby.</exception>
    public async Task<PromotionOutlook> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(standby, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT pg_is_in_recovery(), coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), '0/0'), coalesce(pg_last_wal_replay_lsn(), '0/0'),
                   EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming'), (SELECT timeline_id FROM pg_control_checkpoint()),
                   (SELECT system_identifier::text FROM pg_control_system()), (SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size')
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        if (!row.GetBoolean(0))
        {
            throw new BackupException("The server to be promoted is a primary already: point the services to it.");
        }

        var received = row.GetFieldValue<NpgsqlLogSequenceNumber>(1);
        var replayed = row.GetFieldValue<NpgsqlLogSequenceNumber>(2);
        var known = received > replayed ? received : replayed;
        var archived = await ArchivedAsync(row.GetString(5), (uint)row.GetInt32(4), known, checked((int)row.GetInt64(6)), cancellationToken);
        List<string> obstacles =
        [
            .. await FormerAnswersAsync(cancellationToken) is { } answer ? (string[])[answer] : [],
            .. row.GetBoolean(3) ? (string[])["the standby still receives WAL from the former primary, which is alive therefore: stop that"] : [],
            .. archived > known
                ? (string[])[$"the archive holds WAL up to {archived}, and the standby has it to {known}: what was committed between would be lost. Give the standby the restore_command of `creditai restore --standby` and let it catch up"]
                : [],
        ];
        return new PromotionOutlook(known, replayed, archived, obstacles);
    }

    /// <summary>Promotes it.</summary>
    /// <returns>The new timeline.</returns>
    /// <exception cref="BackupException">Something stands in the way, or the server did not do it within a minute.</exception>
    public async Task<uint> PromoteAsync(CancellationToken cancellationToken)
    {
        var outlook = await LookAsync(cancellationToken);
        if (outlook.Obstacles.Count > 0)
        {
            throw new BackupException($"Nothing was promoted: {string.Join("; ", outlook.Obstacles)}.");
        }

        await using var connection = await OpenAsync(standby, cancellationToken);
        await using (var promote = new NpgsqlCommand("SELECT pg_promote(true, 60)", connection) { CommandTimeout = 90 })
        {
            if (!(bool)(await promote.ExecuteScalarAsync(cancellationToken))!)
            {
                throw new BackupException("The standby was told to promote itself and has not within 60 s; its log says why.");
            }
        }

        await using var timeline = new NpgsqlCommand("SELECT ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int", connection);
        return (uint)(int)(await timeline.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<string?> FormerAnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(former, cancellationToken);
            return "the former primary still answers: stop it, and see to it that it does not come back as a primary";
        }
        catch (BackupException exception) when (exception.InnerException is PostgresException { SqlState: not (PostgresErrorCodes.CannotConnectNow or "57P03") } refused)
        {
            return $"the former primary is alive ({refused.MessageText}): stop it";
        }
        catch (BackupException)
        {
            return null;
        }
    }

    private async Task<NpgsqlLogSequenceNumber?> ArchivedAsync(string cluster, uint timeline, NpgsqlLogSequenceNumber known, int segmentSize, CancellationToken cancellationToken)
    {
        if (regions is null || masters is null)
        {
            return null;
        }

        var wal = await new WalArchive(regions, masters, cluster).CatalogAsync(segmentSize, cancellationToken);
        var from = WalSegment.Of(timeline, known, segmentSize).Start;
        var reach = wal.Reach(from, wal.HistoryOf(timeline), segmentSize);
        return reach == from ? null : reach;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 3, ApplicationName = "creditai-failover" };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw new BackupException($"{settings.Host}:{settings.Port} does not answer: {exception.Message}", exception);
        }
    }
}
