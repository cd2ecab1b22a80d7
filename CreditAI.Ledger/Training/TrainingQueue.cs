using System.Text;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Notifications;
using CreditAI.Scoring.Training.Orders;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Training;

/// <summary>Training runs that wait, run and have ended. A worker that takes one holds it by a lease; when it dies, another goes on.</summary>
public sealed class TrainingQueue(NpgsqlDataSource dataSource, AuditLog audit, TimeProvider time)
{
    /// <summary>A run that has killed so many workers is given up.</summary>
    public const int MostAttempts = 3;

    private const string Columns = """
        id, content::text AS content, reason, ordered_by AS OrderedBy, ordered_at AS OrderedAt, schedule, state, step, progress, attempts,
        is_cancelled AS IsCancelled, started_at AS StartedAt, ended_at AS EndedAt, error, model_version AS ModelVersion, evidence::text AS evidence
        """;

    private const string Order = """
        INSERT INTO training.run (id, content, reason, ordered_by, ordered_at, schedule, state)
        VALUES (@id, @content::jsonb, @reason, @by, @at, @schedule, 'queued') ON CONFLICT DO NOTHING
        """;

    public async Task<TrainingRun> OrderAsync(TrainingOrder order, string reason, string by, CancellationToken cancellationToken)
    {
        var now = Instant.Stored(time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await OrderAsync(connection, transaction, id, order, reason, by, now, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (await FindAsync(id, cancellationToken))!;
    }

    /// <summary>Takes the run that waits longest, or one whose worker was heard of no more.</summary>
    /// <param name="worker">Who takes it.</param>
    /// <param name="lease">For how long, until the next <see cref="BeatAsync"/>.</param>
    /// <param name="hasKeys">Whether it can open what applicants said; else it leaves runs on own decisions to others.</param>
    /// <returns>Null when none waits that it could take.</returns>
    public async Task<TrainingRun?> TakeAsync(Guid worker, TimeSpan lease, bool hasKeys, CancellationToken cancellationToken)
    {
        const string GiveUp = """
            UPDATE training.run SET state = 'failed', ended_at = @now, error = 'Its worker died ' || attempts || ' times: it may take more memory than there is.'
            WHERE state = 'running' AND lease_until < now() AND attempts >= @MostAttempts
            """;
        const string Take = $"""
            UPDATE training.run
            SET state = 'running', worker = @worker, lease_until = now() + @lease, attempts = attempts + 1, started_at = coalesce(started_at, @now), progress = 0
            WHERE id = (
                SELECT id FROM training.run
                WHERE (state = 'queued' OR (state = 'running' AND lease_until < now())) AND (@hasKeys OR NOT content -> 'data' ? 'ledger')
                ORDER BY ordered_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING {Columns}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(GiveUp, new { now = Now, MostAttempts }, cancellationToken));
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(Take, new { worker, lease, hasKeys, now = Now }, cancellationToken));
        return row?.ToRun();
    }

    /// <summary>Says that the run goes on, and how far it is.</summary>
    /// <returns>Whether it should: false where it was cancelled, or another worker has it.</returns>
    public async Task<bool> BeatAsync(Guid id, Guid worker, TimeSpan lease, string step, double progress, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE training.run SET lease_until = now() + @lease, step = @step, progress = @progress
            WHERE id = @id AND worker = @worker AND state = 'running' RETURNING NOT is_cancelled
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<bool>(
            Command(Sql, new { id, worker, lease, step, progress = Math.Clamp(progress, 0, 1) }, cancellationToken));
    }

    /// <summary>The run gave a model version.</summary>
    /// <returns>False where this worker does not have the run any more.</returns>
    public Task<bool> SucceedAsync(Guid id, Guid worker, int modelVersion, string evidence, CancellationToken cancellationToken) => EndAsync(
        id, worker, "state = 'succeeded', step = '', progress = 1, model_version = @modelVersion, evidence = @evidence::jsonb", new { modelVersion, evidence }, cancellationToken);

    /// <inheritdoc cref="SucceedAsync"/>
    public Task<bool> FailAsync(Guid id, Guid worker, string error, CancellationToken cancellationToken)
        => EndAsync(id, worker, "state = 'failed', error = @error", new { error }, cancellationToken);

    /// <summary>The worker has stopped on a cancelled run.</summary>
    public Task<bool> StoppedAsync(Guid id, Guid worker, CancellationToken cancellationToken)
        => EndAsync(id, worker, "state = 'cancelled'", new { }, cancellationToken);

    /// <summary>Lets another worker go on with a run, as this one ends in good order.</summary>
    public async Task ReleaseAsync(Guid id, Guid worker, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE training.run SET state = 'queued', worker = NULL, lease_until = NULL, attempts = attempts - 1
            WHERE id = @id AND worker = @worker AND state = 'running'
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(Sql, new { id, worker }, cancellationToken));
        await connection.ExecuteAsync(Command($"NOTIFY {Channels.Training}", null, cancellationToken));
    }

    /// <summary>Asks a run to stop: one that waits has ended at once, one that runs when its worker next looks.</summary>
    /// <returns>Null when there is none of this id; else as it is now.</returns>
    public async Task<TrainingRun?> CancelAsync(Guid id, string by, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE training.run
            SET is_cancelled = true, state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END, ended_at = CASE state WHEN 'queued' THEN @now ELSE ended_at END
            WHERE id = @id AND state IN ('queued', 'running') AND NOT is_cancelled
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(Command(Sql, new { id, now = Now }, cancellationToken)) > 0)
        {
            await audit.AppendAsync(connection, transaction, new AuditEntry(by, "training.cancel", $"training run {id}", new { }), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        else
        {
            await transaction.RollbackAsync(cancellationToken);
        }

        return await FindAsync(id, cancellationToken);
    }

    /// <returns>The run of this id, or null when there is none.</returns>
    public async Task<TrainingRun?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command($"SELECT {Columns} FROM training.run WHERE id = @id", new { id }, cancellationToken));
        return row?.ToRun();
    }

    /// <param name="before">Only those before this one; null: from the newest on.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<TrainingRun>> ListAsync(Guid? before, int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {Columns} FROM training.run WHERE @before::uuid IS NULL OR id < @before ORDER BY id DESC LIMIT @most", new { before, most }, cancellationToken));
        return [.. rows.Select(row => row.ToRun())];
    }

    /// <returns>How many runs are in each state that there are any in.</returns>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string State, long N)>(Command("SELECT state, count(*) FROM training.run GROUP BY state", null, cancellationToken));
        return rows.ToDictionary(row => row.State, row => row.N);
    }

    /// <returns>False where the schedule's time was ordered already.</returns>
    internal async Task<bool> OrderAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid id, TrainingOrder order, string reason, string by, DateTimeOffset at, string? schedule,
        CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetString(order.ToUtf8Json());
        if (await connection.ExecuteAsync(Command(Order, new { id, content, reason, by, at = at.UtcDateTime, schedule }, cancellationToken)) == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(Command($"NOTIFY {Channels.Training}", null, cancellationToken));
        await audit.AppendAsync(
            connection, transaction, new AuditEntry(by, "training.order", $"training run {id}", new { reason, schedule, order.Trainer }), cancellationToken);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<bool> EndAsync(Guid id, Guid worker, string set, object values, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(values);
        parameters.AddDynamicParams(new { id, worker, now = Now });
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(
            $"UPDATE training.run SET {set}, ended_at = @now, lease_until = NULL WHERE id = @id AND worker = @worker AND state = 'running'", parameters,
            cancellationToken)) > 0;
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        Guid Id, string Content, string Reason, string OrderedBy, DateTime OrderedAt, string? Schedule, string State, string Step, double Progress, int Attempts,
        bool IsCancelled, DateTime? StartedAt, DateTime? EndedAt, string? Error, int? ModelVersion, string? Evidence)
    {
        public TrainingRun ToRun() => new(
            Id, TrainingOrder.Parse(Encoding.UTF8.GetBytes(Content), $"training run {Id}"), Reason, OrderedBy, OrderedAt, Schedule, State, Step, Progress, Attempts,
            IsCancelled, StartedAt, EndedAt, Error, ModelVersion, Evidence);
    }
}
