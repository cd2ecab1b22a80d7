using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Notifications;
using CreditAI.Ledger.Registry.Evaluations;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Registry;

/// <summary>An alias that is to point at another version, in a transaction of the caller's.</summary>
internal sealed record AliasMove(string Alias, int Version, string By, string Reason)
{
    /// <summary>Leave an alias alone that already points somewhere.</summary>
    public bool OnlyIfUnset { get; init; }

    /// <summary>The version that it must point at still; null: whichever.</summary>
    public int? OnlyFrom { get; init; }

    /// <summary>Of the champion: the gates of the policy stand before it. Not of going back to a version that has been champion.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>Why it is promoted without what the policy asks for; null: it must have it.</summary>
    public string? Override { get; init; }

    /// <summary>What the audit log calls it.</summary>
    public string Act { get; init; } = "model.promote";

    public static void RequireSaid(string alias, string by, string reason)
    {
        if (!ModelAlias.All.Contains(alias))
        {
            throw new ModelRegistryException($"There is no alias '{alias}'; the aliases are {string.Join(" and ", ModelAlias.All)}.");
        }

        if (string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(reason))
        {
            throw new ModelRegistryException("A promotion says who promotes and why.");
        }
    }

    /// <returns>What was recorded, or null when there was nothing to change.</returns>
    /// <exception cref="ModelRegistryException">No such version, or it is retired, or somebody moved the alias meanwhile.</exception>
    /// <exception cref="PromotionRefusedException">The policy asks for what the version has not shown.</exception>
    public async Task<Promotion?> RunAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, AuditLog audit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One promotion at a time, so that the history's from and to join up.
        await connection.ExecuteAsync(Command("LOCK TABLE registry.alias IN SHARE ROW EXCLUSIVE MODE", null, cancellationToken));
        var state = await connection.QuerySingleOrDefaultAsync<string>(Command(
            "SELECT state FROM registry.model_version WHERE version = @Version", new { Version }, cancellationToken));
        if (state != "active")
        {
            throw new ModelRegistryException(state is null
                ? $"There is no model version {Version}; 'creditai models list' shows those there are."
                : $"Model version {Version} is {state} and cannot become {Alias}.");
        }

        var before = await connection.QuerySingleOrDefaultAsync<int?>(Command(
            "SELECT version FROM registry.alias WHERE alias = @Alias", new { Alias }, cancellationToken));
        if (OnlyFrom is not null && before != OnlyFrom)
        {
            throw new ModelRegistryException($"{Alias} was moved to model version {before} meanwhile; look at 'creditai models history' and say it again.");
        }

        if (before == Version || (OnlyIfUnset && before is not null))
        {
            return null;
        }

        var (evaluation, missing) = IsGuarded && Alias == ModelAlias.Champion
            ? await PromotionGuard.AskAsync(connection, Version, before, By, now, cancellationToken)
            : (null, []);
        if (missing.Count > 0 && string.IsNullOrWhiteSpace(Override))
        {
            throw new PromotionRefusedException(Version, missing);
        }

        var overridden = missing.Count > 0 ? Override : null;
        var promotion = new Promotion(Alias, before, Version, By, Reason, now, missing.Count > 0 ? null : evaluation, overridden);
        await RecordAsync(connection, promotion, cancellationToken);
        object detail = overridden is null
            ? new { From = before, To = Version, Reason, promotion.Evaluation }
            : new { From = before, To = Version, Reason, Override = overridden, Missing = missing };
        await audit.AppendAsync(connection, transaction, new AuditEntry(By, overridden is null ? Act : "model.override", Alias, detail), cancellationToken);
        return promotion;
    }

    private static async Task RecordAsync(NpgsqlConnection connection, Promotion promotion, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            INSERT INTO registry.alias (alias, version, since) VALUES (@Alias, @ToVersion, @Now)
            ON CONFLICT (alias) DO UPDATE SET version = excluded.version, since = excluded.since;
            INSERT INTO registry.promotion (alias, from_version, to_version, promoted_by, reason, promoted_at, evaluation_id, override_reason)
            VALUES (@Alias, @FromVersion, @ToVersion, @PromotedBy, @Reason, @Now, @Evaluation, @Override);
            NOTIFY {Channels.Alias};
            """;
        await connection.ExecuteAsync(Command(Sql, new
        {
            promotion.Alias,
            promotion.FromVersion,
            promotion.ToVersion,
            promotion.PromotedBy,
            promotion.Reason,
            promotion.Evaluation,
            promotion.Override,
            Now = promotion.PromotedAt.UtcDateTime,
        }, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);
}
