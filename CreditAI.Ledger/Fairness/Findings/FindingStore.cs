using System.Data;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Fairness.Findings;

/// <summary>Findings: opened, updated while they go on, closed when they are over, never removed.</summary>
public sealed class FindingStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string Columns = """
        id, model_version, measure, attribute, group_name, reference, severity, value, low, high, n, reference_n, observed, expected, threshold,
        log_evidence, log_evidence_asked, since, opened_at, updated_at, closed_at, critical_at
        """;

    private const string Open = $"""
        INSERT INTO fairness.finding ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, NULL, CASE WHEN $7 = 'critical' THEN $19 END)
        ON CONFLICT (model_version, attribute, group_name, measure) WHERE closed_at IS NULL DO UPDATE
        SET (reference, severity, value, low, high, n, reference_n, observed, expected, threshold, log_evidence, log_evidence_asked, since, updated_at, critical_at)
            = (excluded.reference, excluded.severity, excluded.value, excluded.low, excluded.high, excluded.n, excluded.reference_n, excluded.observed,
            excluded.expected, excluded.threshold, excluded.log_evidence, excluded.log_evidence_asked, excluded.since, excluded.updated_at,
            coalesce(fairness.finding.critical_at, excluded.critical_at))
        RETURNING {Columns}
        """;

    // What was judged and is no violation any more; a version that nobody decides by now is judged no more, and what it left closes.
    private const string Close = $"""
        UPDATE fairness.finding SET closed_at = $1, updated_at = $1 WHERE closed_at IS NULL AND measure <> ALL($2) AND NOT (id = ANY($3))
        RETURNING {Columns}
        """;

    /// <summary>Opens a finding per violation that is new, updates those that go on, closes those that are over.</summary>
    /// <param name="violations">Every violation there is now, over all model versions.</param>
    /// <param name="others">Measures that are not judged here, whose findings stay as they are.</param>
    /// <param name="lease">Who may.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What changed, or null when another replica is at it.</returns>
    public async Task<FindingChanges?> RecordAsync(
        IReadOnlyList<(int ModelVersion, Verdict Verdict)> violations, IReadOnlyList<string> others, FairnessLease lease, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        if (!await lease.HoldAsync(connection, cancellationToken))
        {
            return null;
        }

        var now = Instant.Stored(time.GetUtcNow());
        var (open, opened) = (new List<Finding>(), new List<Finding>());
        foreach (var (version, verdict) in violations)
        {
            var finding = await OpenAsync(connection, version, verdict, now, cancellationToken);
            open.Add(finding);
            if (finding.OpenedAt == now)
            {
                opened.Add(finding);
            }
        }

        await using var close = new NpgsqlCommand(Close, connection);
        close.Parameters.Add(new() { Value = now.UtcDateTime });
        close.Parameters.Add(new() { Value = others.ToArray() });
        close.Parameters.Add(new() { Value = open.Select(finding => finding.Id).ToArray() });
        var closed = await ReadAsync(close, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FindingChanges(opened, closed);
    }

    /// <returns>Newest first; their ids rise with the time they were opened at.</returns>
    public async Task<IReadOnlyList<Finding>> ListAsync(FindingQuery query, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"""
            SELECT {Columns} FROM fairness.finding
            WHERE ($1 IS NULL OR (closed_at IS NULL) = $1) AND ($2 IS NULL OR model_version = $2) AND ($3 IS NULL OR id < $3) ORDER BY id DESC LIMIT $4
            """);
        Add(command, NpgsqlDbType.Boolean, query.IsOpen);
        Add(command, NpgsqlDbType.Integer, query.ModelVersion);
        Add(command, NpgsqlDbType.Uuid, query.Before);
        Add(command, NpgsqlDbType.Integer, query.Most);
        return await ReadAsync(command, cancellationToken);
    }

    /// <returns>The finding of this id, or null when there is none.</returns>
    public async Task<Finding?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {Columns} FROM fairness.finding WHERE id = $1");
        Add(command, NpgsqlDbType.Uuid, id);
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    private static async Task<Finding> OpenAsync(
        NpgsqlConnection connection, int version, Verdict verdict, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Open, connection);
        Add(command, NpgsqlDbType.Uuid, Guid.CreateVersion7(now));
        Add(command, NpgsqlDbType.Integer, version);
        Add(command, NpgsqlDbType.Text, verdict.Measure);
        Add(command, NpgsqlDbType.Text, verdict.Attribute);
        Add(command, NpgsqlDbType.Text, verdict.Group);
        Add(command, NpgsqlDbType.Text, verdict.Reference);
        Add(command, NpgsqlDbType.Text, verdict.Severity!.Value.ToText());
        Add(command, NpgsqlDbType.Double, verdict.Value.Value!.Value);
        Add(command, NpgsqlDbType.Double, verdict.Value.Interval?.Low);
        Add(command, NpgsqlDbType.Double, verdict.Value.Interval?.High);
        Add(command, NpgsqlDbType.Bigint, verdict.Value.N);
        Add(command, NpgsqlDbType.Bigint, verdict.ReferenceN);
        Add(command, NpgsqlDbType.Double, verdict.Observed);
        Add(command, NpgsqlDbType.Double, verdict.Expected);
        Add(command, NpgsqlDbType.Double, verdict.Threshold);
        Add(command, NpgsqlDbType.Double, verdict.LogEvidence);
        Add(command, NpgsqlDbType.Double, verdict.LogEvidenceAsked);
        Add(command, NpgsqlDbType.TimestampTz, verdict.Since?.UtcDateTime);
        Add(command, NpgsqlDbType.TimestampTz, now.UtcDateTime);
        return (await ReadAsync(command, cancellationToken)).Single();
    }

    private static async Task<List<Finding>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var findings = new List<Finding>();
        while (await reader.ReadAsync(cancellationToken))
        {
            findings.Add(Read(reader));
        }

        return findings;
    }

    private static Finding Read(NpgsqlDataReader row)
    {
        Interval? interval = row.IsDBNull(8) || row.IsDBNull(9) ? null : new Interval(row.GetDouble(8), row.GetDouble(9));
        var verdict = new Verdict
        {
            Measure = row.GetString(2),
            Attribute = row.GetString(3),
            Group = row.GetString(4),
            Reference = row.GetString(5),
            Severity = SeverityText.Parse(row.GetString(6)),
            Value = Measure.Of(row.GetDouble(7), row.GetInt64(10), interval),
            ReferenceN = row.GetInt64(11),
            Observed = row.GetFieldValue<double?>(12),
            Expected = row.GetFieldValue<double?>(13),
            Threshold = row.GetDouble(14),
            LogEvidence = row.GetFieldValue<double?>(15),
            LogEvidenceAsked = row.GetFieldValue<double?>(16) ?? 0,
            Since = row.GetFieldValue<DateTimeOffset?>(17),
        };
        return new Finding(
            row.GetGuid(0), row.GetInt32(1), verdict, row.GetFieldValue<DateTimeOffset>(18), row.GetFieldValue<DateTimeOffset>(19),
            row.GetFieldValue<DateTimeOffset?>(20), row.GetFieldValue<DateTimeOffset?>(21));
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value)
        => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
