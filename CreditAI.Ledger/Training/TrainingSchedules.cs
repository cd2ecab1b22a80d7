using System.Text;
using CreditAI.Ledger.Audit;
using CreditAI.Scoring.Training.Orders;
using Dapper;
using Npgsql;
using Quartz;

namespace CreditAI.Ledger.Training;

/// <summary>Schedules of training runs. Every replica looks; each time that is due is ordered once, and of times that nobody saw the last.</summary>
public sealed class TrainingSchedules(NpgsqlDataSource dataSource, TrainingQueue queue, AuditLog audit, TimeProvider time)
{
    private const string Select = "SELECT name, cron, content::text AS content, reason, put_by AS PutBy, put_at AS PutAt, fired_at AS FiredAt FROM training.schedule";

    /// <returns>Why this is no schedule from now on, or null.</returns>
    public static string? FaultOf(string cron, DateTimeOffset now) => !CronExpression.TryParse(cron, out var expression)
        ? $"'{cron}' is no cron expression of Quartz: six fields from seconds to the day of the week, as in '0 0 2 ? * SUN'"
        : Utc(expression!).GetNextValidTimeAfter(now) is null ? $"'{cron}' never comes again" : null;

    /// <summary>Puts a schedule, in place of one of the same name. Its first time is the next from now.</summary>
    public async Task PutAsync(string name, string cron, TrainingOrder order, string reason, string by, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO training.schedule (name, cron, content, reason, put_by, put_at, fired_at) VALUES (@name, @cron, @content::jsonb, @reason, @by, @now, @now)
            ON CONFLICT (name) DO UPDATE SET (cron, content, reason, put_by, put_at, fired_at)
                = (excluded.cron, excluded.content, excluded.reason, excluded.put_by, excluded.put_at, excluded.fired_at)
            """;
        var content = Encoding.UTF8.GetString(order.ToUtf8Json());
        await dataSource.ChangeAsync(
            audit, Sql, new { name, cron, content, reason, by, now = Now }, new AuditEntry(by, "training.schedule", name, new { cron, reason }), cancellationToken);
    }

    /// <returns>False where there is none of this name.</returns>
    public Task<bool> DeleteAsync(string name, string by, CancellationToken cancellationToken)
        => dataSource.ChangeAsync(
            audit, "DELETE FROM training.schedule WHERE name = @name", new { name }, new AuditEntry(by, "training.unschedule", name, new { }), cancellationToken);

    /// <returns>By name.</returns>
    public async Task<IReadOnlyList<TrainingSchedule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command($"{Select} ORDER BY name", null, cancellationToken));
        return [.. rows.Select(row => row.ToSchedule())];
    }

    /// <returns>The next time after the last one that was ordered; null where none comes.</returns>
    public static DateTimeOffset? NextOf(TrainingSchedule schedule) => Utc(CronExpression.Parse(schedule.Cron)).GetNextValidTimeAfter(schedule.FiredAt);

    /// <summary>Orders what is due.</summary>
    /// <returns>How many runs were ordered by this caller.</returns>
    public async Task<int> FireAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        foreach (var schedule in await ListAsync(cancellationToken))
        {
            if (LastDue(schedule, time.GetUtcNow()) is { } due && await FireAsync(schedule, due, cancellationToken))
            {
                fired++;
            }
        }

        return fired;
    }

    /// <summary>The last time that is due and was not ordered: after a week without a worker, a nightly run is made up for once.</summary>
    private static DateTimeOffset? LastDue(TrainingSchedule schedule, DateTimeOffset now)
    {
        var cron = Utc(CronExpression.Parse(schedule.Cron));
        return cron.GetNextValidTimeAfter(schedule.FiredAt) is { } next && next <= now
            ? cron.GetPreviousValidTimeBefore(now.AddSeconds(1)) ?? next
            : null;
    }

    private async Task<bool> FireAsync(TrainingSchedule schedule, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isMine = await connection.ExecuteAsync(Command(
            "UPDATE training.schedule SET fired_at = @due WHERE name = @Name AND put_at = @PutAt AND fired_at < @due",
            new { schedule.Name, PutAt = schedule.PutAt.UtcDateTime, due = due.UtcDateTime }, cancellationToken)) > 0;
        if (!isMine || !await queue.OrderAsync(
            connection, transaction, Guid.CreateVersion7(time.GetUtcNow()), schedule.Order, schedule.Reason, schedule.PutBy, due, schedule.Name, cancellationToken))
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private DateTime Now => Instant.Stored(time.GetUtcNow()).UtcDateTime;

    private static CronExpression Utc(CronExpression expression) => expression.WithTimeZone(TimeZoneInfo.Utc);

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(string Name, string Cron, string Content, string Reason, string PutBy, DateTime PutAt, DateTime FiredAt)
    {
        public TrainingSchedule ToSchedule() => new(
            Name, Cron, TrainingOrder.Parse(Encoding.UTF8.GetBytes(Content), $"schedule {Name}"), Reason, PutBy, PutAt, FiredAt);
    }
}
