using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Decisions;

/// <summary>One commit: positions, decisions and protected attributes in a single statement, hence a single round trip.</summary>
internal static class BatchInsert
{
    // The lock is SKIP LOCKED (take a free chain) or nothing more (wait for the first). The columns of unnest run in step.
    private const string TakeFreeChain = Head + " FOR UPDATE SKIP LOCKED" + Rest;
    private const string WaitForChain = Head + " FOR UPDATE" + Rest;

    private const string Head = """
        WITH head AS (
            UPDATE ledger.chain SET position = position + $1
            WHERE chain = (SELECT chain FROM ledger.chain ORDER BY chain LIMIT 1
        """;

    private const string Rest = """
        )
            RETURNING chain, position - $1 AS before
        ), decisions AS (
            INSERT INTO ledger.decision (chain, position, id, application_id, model_version, bins, features, pd, points, score,
                decision, reasons, latency_us, decided_at)
            SELECT head.chain, head.before + rows.nr, rows.id, rows.application_id, rows.model_version, rows.bins, rows.features::jsonb,
                rows.pd, rows.points, rows.score, rows.decision, rows.reasons::jsonb, rows.latency_us, rows.decided_at
            FROM head, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                WITH ORDINALITY AS rows (id, application_id, model_version, bins, features, pd, points, score, decision,
                    reasons, latency_us, decided_at, nr)
            RETURNING 1
        ), guarded AS (
            INSERT INTO ledger.protected_attributes (decision_id, attributes)
            SELECT rows.id, rows.attributes::jsonb FROM head, unnest($14, $15) AS rows (id, attributes)
        )
        SELECT count(*) FROM decisions
        """;

    public static async Task ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<DecisionRecord> rows, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await ExecuteAsync(connection, TakeFreeChain, rows, timeout, cancellationToken) == rows.Count)
        {
            return;
        }

        // More writers than chains: nothing was written, so wait for one.
        var written = await ExecuteAsync(connection, WaitForChain, rows, timeout, cancellationToken);
        if (written != rows.Count)
        {
            throw new InvalidOperationException($"{written} of {rows.Count} decisions were written; ledger.chain is empty.");
        }
    }

    private static async Task<long> ExecuteAsync(
        NpgsqlConnection connection, string sql, IReadOnlyList<DecisionRecord> rows, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds) };
        var guarded = rows.Where(row => row.Protected is not null).ToList();
        Add(command, NpgsqlDbType.Bigint, (long)rows.Count);
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Column(rows, row => row.Id));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(rows, row => row.ApplicationId));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, Column(rows, row => row.ModelVersion));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bytea, Column(rows, row => row.Bins));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(rows, row => row.Features));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Double, Column(rows, row => row.ProbabilityOfDefault));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Double, Column(rows, row => row.Points));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Integer, Column(rows, row => row.Score));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(rows, row => row.Decision.ToText()));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(rows, row => row.Reasons));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Bigint, Column(rows, row => (long)row.Latency.TotalMicroseconds));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Column(rows, row => row.DecidedAt.UtcDateTime));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Uuid, Column(guarded, row => row.Id));
        Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, Column(guarded, row => row.Protected!));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });

    private static T[] Column<T>(IReadOnlyList<DecisionRecord> rows, Func<DecisionRecord, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = value(rows[i]);
        }

        return column;
    }
}
