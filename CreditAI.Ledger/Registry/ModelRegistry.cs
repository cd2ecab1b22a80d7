using System.Text.Json;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Notifications;
using CreditAI.Scoring.Reasons;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Registry;

/// <summary>Model versions and the aliases that point at them. What changes either is in the audit log, or has not happened.</summary>
public sealed class ModelRegistry(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string Select = """
        SELECT v.version, v.name, v.sha256, v.approve_at AS ApproveAt, v.decline_below AS DeclineBelow,
               v.metrics::text AS metrics, v.reference_groups::text AS ReferenceGroups,
               v.reason_basis AS ReasonBasis, array_to_json(v.features)::text AS features, v.state, v.published_at AS PublishedAt, v.published_by AS PublishedBy,
               coalesce((SELECT string_agg(alias, ',' ORDER BY alias) FROM registry.alias a WHERE a.version = v.version), '') AS aliases
        FROM registry.model_version v
        """;

    private static readonly Dictionary<string, string> NoGroups = [];

    private readonly AuditLog _audit = new(dataSource, time);

    /// <summary>Adds a version; publishing the same artifact with the same name, cut-offs and reason basis again gives the version it already has.</summary>
    public async Task<ModelVersion> PublishAsync(NewModelVersion model, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO registry.model (name, created_at, updated_at) VALUES (@Name, @Now, @Now) ON CONFLICT (name) DO NOTHING;
            INSERT INTO registry.model_version (name, sha256, approve_at, decline_below, reason_basis, metrics, reference_groups, features,
                published_at, published_by)
            VALUES (@Name, @Sha256, @ApproveAt, @DeclineBelow, @ReasonBasis, @Metrics::jsonb, @ReferenceGroups::jsonb, @Features, @Now, @PublishedBy)
            ON CONFLICT (name, sha256, approve_at, decline_below, reason_basis) DO NOTHING
            """;
        var basis = model.ReasonBasis.ToString().ToLowerInvariant();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var added = await connection.ExecuteAsync(Command(Sql, new
        {
            model.Name,
            model.Sha256,
            model.ApproveAt,
            model.DeclineBelow,
            ReasonBasis = basis,
            model.Metrics,
            ReferenceGroups = JsonSerializer.Serialize(model.ReferenceGroups ?? NoGroups),
            Features = (model.Features ?? []).ToArray(),
            model.PublishedBy,
            Now = time.GetUtcNow().UtcDateTime,
        }, cancellationToken));
        var row = await connection.QuerySingleAsync<Row>(Command(
            Select + """

                WHERE v.name = @Name AND v.sha256 = @Sha256 AND v.approve_at = @ApproveAt AND v.decline_below = @DeclineBelow AND v.reason_basis = @ReasonBasis
                """,
            new { model.Name, model.Sha256, model.ApproveAt, model.DeclineBelow, ReasonBasis = basis }, cancellationToken));
        if (added > 0)
        {
            var detail = new { model.Name, model.Sha256, model.ApproveAt, model.DeclineBelow, Reasons = basis };
            await _audit.AppendAsync(connection, transaction, new AuditEntry(model.PublishedBy, "model.publish", $"model version {row.Version}", detail), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return row.ToModelVersion();
    }

    /// <returns>All versions, newest first.</returns>
    public async Task<IReadOnlyList<ModelVersion>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(Select + "\nORDER BY v.version DESC", null, cancellationToken));
        return [.. rows.Select(row => row.ToModelVersion())];
    }

    /// <returns>The version of this number, or null when there is none.</returns>
    public async Task<ModelVersion?> FindAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(Select + "\nWHERE v.version = @version", new { version }, cancellationToken));
        return row?.ToModelVersion();
    }

    /// <returns>The version the alias points at, or null when it points nowhere.</returns>
    public async Task<ModelVersion?> FindAliasAsync(string alias, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(
            Select + "\nWHERE v.version = (SELECT version FROM registry.alias WHERE alias = @alias)", new { alias }, cancellationToken));
        return row?.ToModelVersion();
    }

    /// <summary>Points an alias at a version and records it, in one transaction that services are notified of.</summary>
    /// <returns>What was recorded, or null when nothing changed.</returns>
    /// <exception cref="ModelRegistryException">No such version or alias, or the version is retired.</exception>
    /// <exception cref="PromotionRefusedException">The policy asks for what the version has not shown.</exception>
    public Task<Promotion?> PromoteAsync(NewPromotion promotion, CancellationToken cancellationToken) => MoveAsync(
        new AliasMove(promotion.Alias, promotion.Version, promotion.By, promotion.Reason)
        {
            OnlyIfUnset = promotion.OnlyIfUnset,
            IsGuarded = true,
            Override = promotion.Override,
        }, cancellationToken);

    /// <summary>Points an alias back at the version that it pointed at before; again, and it is where it was.</summary>
    /// <exception cref="ModelRegistryException">It pointed at no other version, which may be retired by now, or somebody moved it meanwhile.</exception>
    public async Task<Promotion> RollBackAsync(string alias, string by, string reason, CancellationToken cancellationToken)
    {
        AliasMove.RequireSaid(alias, by, reason);
        return await HistoryAsync(alias, cancellationToken) is [{ FromVersion: { } before } last, ..]
            ? (await MoveAsync(new AliasMove(alias, before, by, reason) { OnlyFrom = last.ToVersion }, cancellationToken))!
            : throw new ModelRegistryException($"{alias} has pointed at no other version: there is nothing to go back to.");
    }

    /// <summary>Points the challenger nowhere; somebody must be champion.</summary>
    /// <returns>False where there was none.</returns>
    /// <exception cref="ModelRegistryException">It is not the challenger that is meant.</exception>
    public async Task<bool> WithdrawAsync(string alias, string by, string reason, CancellationToken cancellationToken)
    {
        AliasMove.RequireSaid(alias, by, reason);
        if (alias != ModelAlias.Challenger)
        {
            throw new ModelRegistryException($"{alias} cannot be taken away: nobody would decide. Promote another version.");
        }

        return await dataSource.ChangeAsync(
            _audit, $"DELETE FROM registry.alias WHERE alias = @alias; NOTIFY {Channels.Alias};", new { alias }, new AuditEntry(by, "model.withdraw", alias, new { reason }),
            cancellationToken);
    }

    /// <summary>Takes a version out of use for good: no alias can point at it again. It stays, as evidence of what it decided.</summary>
    /// <returns>False where it is retired already.</returns>
    /// <exception cref="ModelRegistryException">There is no such version, or an alias points at it.</exception>
    public async Task<bool> RetireAsync(int version, string by, string reason, CancellationToken cancellationToken)
    {
        var model = await FindAsync(version, cancellationToken)
            ?? throw new ModelRegistryException($"There is no model version {version}; 'creditai models list' shows those there are.");
        if (model.Aliases.Count > 0)
        {
            throw new ModelRegistryException($"Model version {version} is {string.Join(" and ", model.Aliases)}: promote another one first.");
        }

        // An alias that is moved meanwhile is seen by the condition: moving locks the table.
        return await dataSource.ChangeAsync(
            _audit,
            """
            LOCK TABLE registry.alias IN SHARE MODE;
            UPDATE registry.model_version v SET state = 'retired'
            WHERE v.version = @version AND state = 'active' AND NOT EXISTS (SELECT FROM registry.alias a WHERE a.version = v.version)
            """,
            new { version }, new AuditEntry(by, "model.retire", $"model version {version}", new { reason }), cancellationToken);
    }

    /// <returns>The moves of an alias, newest first.</returns>
    public async Task<IReadOnlyList<Promotion>> HistoryAsync(string alias, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT alias, from_version, to_version, promoted_by, reason, promoted_at, evaluation_id, override_reason
            FROM registry.promotion WHERE alias = $1 ORDER BY id DESC
            """;
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = alias });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var history = new List<Promotion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            history.Add(new Promotion(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt32(1), reader.GetInt32(2),
                reader.GetString(3), reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<Guid?>(6),
                reader.IsDBNull(7) ? null : reader.GetString(7)));
        }

        return history;
    }

    private async Task<Promotion?> MoveAsync(AliasMove move, CancellationToken cancellationToken)
    {
        AliasMove.RequireSaid(move.Alias, move.By, move.Reason);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var promotion = await move.RunAsync(connection, transaction, _audit, time.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return promotion;
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        int Version, string Name, string Sha256, double ApproveAt, double DeclineBelow, string Metrics, string ReferenceGroups, string ReasonBasis,
        string Features, string State, DateTime PublishedAt, string PublishedBy, string Aliases)
    {
        public ModelVersion ToModelVersion() => new(
            Version, Name, Sha256, ApproveAt, DeclineBelow, Metrics,
            JsonSerializer.Deserialize<Dictionary<string, string>>(ReferenceGroups)!, Enum.Parse<ReasonBasis>(ReasonBasis, ignoreCase: true),
            JsonSerializer.Deserialize<string[]>(Features)!, State, PublishedAt, PublishedBy,
            Aliases.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }
}
