using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Backups.Cluster;

/// <summary>The blocks that the server's WAL summaries (PostgreSQL 17) say were changed between two LSNs.</summary>
internal sealed class WalSummaries
{
    private readonly Dictionary<(uint Tablespace, uint Database, uint Number, RelationFork Fork), Changes> _changes = [];

    /// <summary>Databases of which files were copied or removed as a whole.</summary>
    private readonly HashSet<(uint Tablespace, uint Database)> _copiedDatabases = [];

    private sealed class Changes
    {
        public SortedSet<uint> Blocks { get; } = [];

        public uint Limit { get; set; } = uint.MaxValue;
    }

    /// <summary>Whether a database's files were copied without WAL for their pages.</summary>
    public bool WasCopied(uint tablespace, uint database) => _copiedDatabases.Contains((tablespace, database));

    /// <summary>The changed blocks of a relation in a range, and from where on all of them are: it was truncated there.</summary>
    public (IEnumerable<uint> Blocks, uint Limit) Of(uint tablespace, uint database, RelationFile file)
    {
        if (!_changes.TryGetValue((tablespace, database, file.Number, file.Fork), out var changes))
        {
            return ([], uint.MaxValue);
        }

        var end = file.FirstBlock + PageHeader.BlocksPerSegment - 1;
        return (changes.Blocks.GetViewBetween(file.FirstBlock, end), changes.Limit);
    }

    /// <summary>Reads the summaries, waiting for the summarizer to reach the end of the range.</summary>
    /// <param name="history">Of the current timeline: the range may begin on another.</param>
    /// <param name="patience">How long the summarizer is waited for.</param>
    /// <returns>Null when they do not cover the range, or may not be read.</returns>
    public static async Task<WalSummaries?> ReadAsync(
        NpgsqlConnection connection, TimelineHistory history, NpgsqlLogSequenceNumber from, NpgsqlLogSequenceNumber to, TimeSpan patience, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var available = await AvailableAsync(connection, cancellationToken);
            if (available is null)
            {
                return null;
            }

            if (Cover(available, history, from, to) is { } cover)
            {
                var summaries = new WalSummaries();
                foreach (var summary in cover)
                {
                    await summaries.AddAsync(connection, summary, cancellationToken);
                }

                return summaries;
            }

            if (time.GetElapsedTime(began) > patience)
            {
                return null;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    /// <summary>The summaries that together cover a range without a gap along the way to the current timeline.</summary>
    internal static List<WalSummary>? Cover(IReadOnlyList<WalSummary> available, TimelineHistory history, NpgsqlLogSequenceNumber from, NpgsqlLogSequenceNumber to)
    {
        var cover = new List<WalSummary>();
        var at = from;
        while (at < to)
        {
            var timeline = history.TimelineAt(at);
            var end = history.SwitchPoint(timeline) ?? to;
            var next = available.Where(summary => summary.Timeline == timeline && summary.From <= at && summary.To > at).MaxBy(summary => (ulong)summary.To);
            if (next is null)
            {
                return null;
            }

            cover.Add(next);
            at = next.To < end ? next.To : end;
        }

        return cover;
    }

    private static async Task<List<WalSummary>?> AvailableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT tli, start_lsn, end_lsn FROM pg_available_wal_summaries()", connection);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var available = new List<WalSummary>();
            while (await rows.ReadAsync(cancellationToken))
            {
                available.Add(new WalSummary((uint)rows.GetInt64(0), rows.GetFieldValue<NpgsqlLogSequenceNumber>(1), rows.GetFieldValue<NpgsqlLogSequenceNumber>(2)));
            }

            return available;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    private async Task AddAsync(NpgsqlConnection connection, WalSummary summary, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT reltablespace, reldatabase, relfilenode, relforknumber, relblocknumber, is_limit_block FROM pg_wal_summary_contents($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = (long)summary.Timeline },
                new() { Value = summary.From, NpgsqlDbType = NpgsqlDbType.PgLsn },
                new() { Value = summary.To, NpgsqlDbType = NpgsqlDbType.PgLsn },
            },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (tablespace, database, number) = (rows.GetFieldValue<uint>(0), rows.GetFieldValue<uint>(1), rows.GetFieldValue<uint>(2));
            if (number == 0)
            {
                _copiedDatabases.Add((tablespace, database));
                continue;
            }

            var key = (tablespace, database, number, (RelationFork)rows.GetInt16(3));
            var changes = _changes.TryGetValue(key, out var known) ? known : _changes[key] = new Changes();
            var block = (uint)rows.GetInt64(4);
            if (rows.GetBoolean(5))
            {
                changes.Limit = Math.Min(changes.Limit, block);
            }
            else
            {
                changes.Blocks.Add(block);
            }
        }
    }
}
