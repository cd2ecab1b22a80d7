using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Actions;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Policies;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Alerts;

/// <summary>
/// What is to be told of findings, to whom, once each. It follows from the findings themselves, so that a crash between the finding and its alert
/// loses none; an attempt whose end is not known is repeated.
/// </summary>
public sealed class AlertOutbox(NpgsqlDataSource dataSource, FindingStore findings, ActionStore actions, AuditLog audit, TimeProvider time)
{
    /// <summary>What cannot be told for so long is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private const string Fill = """
        INSERT INTO fairness.alert (finding_id, event, target, created_at, next_at)
        SELECT f.id, e.event, t.target, @now, @now
        FROM fairness.finding f CROSS JOIN unnest(@targets) t(target) CROSS JOIN LATERAL (
            SELECT 'opened' AS event WHERE f.closed_at IS NULL AND (@warnings OR f.severity = 'critical')
            UNION ALL SELECT 'worsened' WHERE f.closed_at IS NULL AND f.critical_at > f.opened_at AND f.severity = 'critical' AND @warnings
            UNION ALL SELECT x.kind FROM fairness.action x WHERE x.finding_id = f.id AND x.state <> 'undone' AND x.taken_at > @now - interval '1 day'
            UNION ALL SELECT 'closed' WHERE f.closed_at IS NOT NULL AND EXISTS (
                SELECT FROM fairness.alert o WHERE o.finding_id = f.id AND o.event = 'opened' AND o.target = t.target)) e
        WHERE f.closed_at IS NULL OR f.closed_at > @now - interval '1 day'
        ON CONFLICT DO NOTHING
        """;

    // From 10 s to half an hour between attempts; whoever takes it is done with it by then, or it is anybody's again.
    private const string Take = """
        UPDATE fairness.alert SET attempts = attempts + 1, next_at = @now + least(interval '30 minutes', interval '10 seconds' * power(2, least(attempts, 10)))
        WHERE id = (
            SELECT id FROM fairness.alert WHERE sent_at IS NULL AND given_up_at IS NULL AND next_at <= @now AND target = ANY(@targets)
            ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, finding_id AS FindingId, event, target, attempts, created_at AS CreatedAt
        """;

    /// <summary>Puts down what is to be told and is not put down yet.</summary>
    /// <param name="level">Of which findings.</param>
    /// <param name="targets">Whom.</param>
    public async Task FillAsync(ActionLevel level, IReadOnlyCollection<string> targets, CancellationToken cancellationToken)
    {
        if (level != ActionLevel.Never && targets.Count > 0)
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(Command(Fill, new { now = Now, targets = targets.ToArray(), warnings = level == ActionLevel.Warning }, cancellationToken));
        }
    }

    /// <returns>The next that is due, which this caller is to send; null when none is.</returns>
    public async Task<Alert?> TakeAsync(IReadOnlyCollection<string> targets, CancellationToken cancellationToken)
    {
        Row? row;
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            row = await connection.QuerySingleOrDefaultAsync<Row>(Command(Take, new { now = Now, targets = targets.ToArray() }, cancellationToken));
        }

        if (row is null)
        {
            return null;
        }

        var finding = await findings.FindAsync(row.FindingId, cancellationToken);
        var action = await actions.FindAsync(row.FindingId, row.Event, cancellationToken);
        return new Alert(row.Id, row.Event, row.Target, finding!, action, row.Attempts, row.CreatedAt);
    }

    /// <summary>It was told; the audit log has it.</summary>
    public Task SentAsync(Alert alert, CancellationToken cancellationToken)
        => EndAsync(alert, "sent_at", "alert.send", new { alert.Event, alert.Attempts }, cancellationToken);

    /// <summary>It could not be told: again later, or no more when it has been tried for <see cref="Patience"/>.</summary>
    /// <param name="error">Without secrets: it is kept.</param>
    /// <returns>Whether it was given up.</returns>
    public async Task<bool> FailedAsync(Alert alert, string error, CancellationToken cancellationToken)
    {
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync(Command("UPDATE fairness.alert SET last_error = @error WHERE id = @Id", new { error, alert.Id }, cancellationToken));
        }

        if (time.GetUtcNow() - alert.CreatedAt < Patience)
        {
            return false;
        }

        await EndAsync(alert, "given_up_at", "alert.abandon", new { alert.Event, alert.Attempts, Error = error }, cancellationToken);
        return true;
    }

    /// <returns>How many are still to be told, by target; every target is there.</returns>
    public async Task<IReadOnlyDictionary<string, long>> PendingAsync(IReadOnlyCollection<string> targets, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT t.target, count(a.id) FROM unnest(@targets) t (target)
                LEFT JOIN fairness.alert a ON a.target = t.target AND a.sent_at IS NULL AND a.given_up_at IS NULL
            GROUP BY t.target
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Target, long N)>(Command(Sql, new { targets = targets.ToArray() }, cancellationToken));
        return rows.ToDictionary(row => row.Target, row => row.N);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task EndAsync(Alert alert, string column, string act, object detail, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await connection.ExecuteAsync(Command(
            $"UPDATE fairness.alert SET {column} = @Now WHERE id = @Id AND sent_at IS NULL AND given_up_at IS NULL", new { Now, alert.Id }, cancellationToken));
        if (ended > 0)
        {
            await audit.AppendAsync(connection, transaction, new AuditEntry(FairnessActor.Name, act, $"{alert.Target}: finding {alert.Finding.Id}", detail), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(long Id, Guid FindingId, string Event, string Target, int Attempts, DateTime CreatedAt);
}
