using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Monitoring.Watching;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Actions;

/// <summary>
/// Does what the policy asks for about findings, each in one transaction with its record: it is done once or not at all, and a person can undo it.
/// </summary>
public sealed class ActionStore(NpgsqlDataSource dataSource, PolicyStore policies, AuditLog audit, TimeProvider time)
{
    private const string Columns = """
        id, finding_id AS FindingId, kind, state, detail::text AS detail, taken_at AS TakenAt, undone_at AS UndoneAt, undone_by AS UndoneBy,
        undo_reason AS UndoReason
        """;

    /// <summary>Does the next thing that is due about the findings that are open.</summary>
    /// <param name="lease">Who may.</param>
    /// <param name="cancellationToken">Gives up; nothing has changed then.</param>
    /// <returns>What was done or refused, or null when there was nothing to do.</returns>
    public async Task<FairnessAction?> TakeNextAsync(FairnessLease lease, CancellationToken cancellationToken)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await lease.HoldAsync(connection, cancellationToken) || await DueAction.FindAsync(connection, policy, cancellationToken) is not { } due)
        {
            return null;
        }

        var detail = due.Kind == ActionKind.StopCanary
            ? await StopCanaryAsync(connection, transaction, policy, due, cancellationToken)
            : await DemoteAsync(connection, transaction, due, cancellationToken);
        if (detail is null)
        {
            return null; // Somebody put another policy or promoted meanwhile: it is looked at again by that.
        }

        var now = Instant.Stored(time.GetUtcNow());
        var action = new FairnessAction(
            Guid.CreateVersion7(now), due.FindingId, due.Kind, detail.Why is null ? ActionState.Taken : ActionState.Refused, detail, now, null, null, null);
        await InsertAsync(connection, action, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return action;
    }

    /// <summary>Puts back what an action changed, unless somebody has changed it since.</summary>
    /// <exception cref="FairnessActionException">There is no such action, it was refused or is undone, or what it changed is different by now.</exception>
    public async Task<FairnessAction> UndoAsync(Guid id, string by, string reason, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            UPDATE fairness.action SET state = 'undone', undone_at = @now, undone_by = @by, undo_reason = @reason WHERE id = @id AND state = 'taken'
            RETURNING {Columns}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = Instant.Stored(time.GetUtcNow());
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(Sql, new { id, by, reason, now = now.UtcDateTime }, cancellationToken))
            ?? throw new FairnessActionException(await FindAsync(id, cancellationToken) is { } found
                ? $"Action {id} is {found.State.ToText()}: there is nothing to undo."
                : $"There is no action {id}.");
        var undone = row.ToAction();
        var why = $"Undoes action {id}: {reason}";
        if (undone.Kind == ActionKind.StopCanary)
        {
            await ResumeCanaryAsync(connection, transaction, undone, by, why, cancellationToken);
        }
        else
        {
            await ReinstateAsync(connection, transaction, undone.Detail, by, why, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return undone;
    }

    /// <param name="before">Only those before this one; null: from the newest on.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<FairnessAction>> ListAsync(Guid? before, int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {Columns} FROM fairness.action WHERE @before::uuid IS NULL OR id < @before ORDER BY id DESC LIMIT @most", new { before, most },
            cancellationToken));
        return [.. rows.Select(row => row.ToAction())];
    }

    /// <returns>The action of this id, or null when there is none.</returns>
    public async Task<FairnessAction?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command($"SELECT {Columns} FROM fairness.action WHERE id = @id", new { id }, cancellationToken));
        return row?.ToAction();
    }

    /// <returns>What was done about a finding of this kind, or null where nothing was.</returns>
    internal async Task<FairnessAction?> FindAsync(Guid findingId, string kind, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(
            $"SELECT {Columns} FROM fairness.action WHERE finding_id = @findingId AND kind = @kind", new { findingId, kind }, cancellationToken));
        return row?.ToAction();
    }

    private async Task<ActionDetail?> StopCanaryAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PolicyVersion policy, DueAction due, CancellationToken cancellationToken)
    {
        var put = await policies.PutAsync(
            connection, transaction, policy.Version, policy.Policy with { CanaryShare = 0 }, due.Reason, FairnessActor.Name, cancellationToken);
        return put is null ? null : new ActionDetail(CanaryShare: policy.Policy.CanaryShare, PolicyVersion: put.Version);
    }

    private async Task<ActionDetail?> DemoteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DueAction due, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            SELECT p.to_version FROM registry.promotion p JOIN registry.model_version v ON v.version = p.to_version
            WHERE p.alias = '{ModelAlias.Champion}' AND p.to_version <> @ModelVersion AND v.state = 'active' AND NOT EXISTS (
                SELECT FROM fairness.finding f
                WHERE f.model_version = p.to_version AND f.closed_at IS NULL AND f.severity = 'critical' AND f.measure NOT IN ('{WatchedMeasure.Recount}', '{WatchedMeasure.RestoreDrill}'))
            ORDER BY p.id DESC LIMIT 1
            """;
        if (await connection.QuerySingleOrDefaultAsync<int?>(Command(Sql, new { due.ModelVersion }, cancellationToken)) is not { } before)
        {
            var refused = new ActionDetail(Why: "No other model version was champion that is active and has no critical finding.");
            await audit.AppendAsync(
                connection, transaction,
                new AuditEntry(FairnessActor.Name, "model.keep", $"model version {due.ModelVersion}", new { due.Reason, refused.Why }), cancellationToken);
            return refused;
        }

        var move = new AliasMove(ModelAlias.Champion, before, FairnessActor.Name, due.Reason) { OnlyFrom = due.ModelVersion, Act = "model.demote" };
        try
        {
            await move.RunAsync(connection, transaction, audit, time.GetUtcNow(), cancellationToken);
            return new ActionDetail(From: due.ModelVersion, To: before);
        }
        catch (ModelRegistryException)
        {
            return null;
        }
    }

    private async Task ResumeCanaryAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, FairnessAction undone, string by, string why, CancellationToken cancellationToken)
    {
        // The share was the version's that the finding was about, not whoever's is challenger now.
        const string Sql = $"""
            SELECT f.model_version FROM fairness.finding f
            WHERE f.id = @FindingId AND NOT EXISTS (SELECT FROM registry.alias a WHERE a.alias = '{ModelAlias.Challenger}' AND a.version = f.model_version)
            """;
        if (await connection.QuerySingleOrDefaultAsync<int?>(Command(Sql, new { undone.FindingId }, cancellationToken)) is { } gone)
        {
            throw new FairnessActionException($"The canary was of another challenger: model version {gone} is not challenger any more.");
        }

        var current = await policies.CurrentAsync(cancellationToken);
        if (current.Policy.CanaryShare != 0)
        {
            throw new FairnessActionException(
                $"The policy has a canary's share of its own again, in version {current.Version}: there is nothing to undo.");
        }

        var resumed = current.Policy with { CanaryShare = undone.Detail.CanaryShare!.Value };
        if (await policies.PutAsync(connection, transaction, current.Version, resumed, why, by, cancellationToken) is null)
        {
            throw new FairnessActionException("Another policy was put meanwhile; look at it and say it again.");
        }
    }

    private async Task ReinstateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ActionDetail detail, string by, string why, CancellationToken cancellationToken)
    {
        var move = new AliasMove(ModelAlias.Champion, detail.From!.Value, by, why) { OnlyFrom = detail.To };
        try
        {
            await move.RunAsync(connection, transaction, audit, time.GetUtcNow(), cancellationToken);
        }
        catch (ModelRegistryException exception)
        {
            throw new FairnessActionException(exception.Message);
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, FairnessAction action, CancellationToken cancellationToken)
        => await connection.ExecuteAsync(Command(
            "INSERT INTO fairness.action (id, finding_id, kind, state, detail, taken_at) VALUES (@Id, @FindingId, @Kind, @State, @Detail::jsonb, @TakenAt)",
            new
            {
                action.Id,
                action.FindingId,
                Kind = action.Kind.ToText(),
                State = action.State.ToText(),
                Detail = action.Detail.ToJson(),
                TakenAt = action.TakenAt.UtcDateTime,
            },
            cancellationToken));

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        Guid Id, Guid FindingId, string Kind, string State, string Detail, DateTime TakenAt, DateTime? UndoneAt, string? UndoneBy, string? UndoReason)
    {
        public FairnessAction ToAction() => new(
            Id, FindingId, ActionText.ParseKind(Kind), ActionText.ParseState(State), ActionDetail.Parse(Detail), TakenAt, UndoneAt, UndoneBy, UndoReason);
    }
}
