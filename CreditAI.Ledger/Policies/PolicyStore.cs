using System.Security.Cryptography;
using System.Text;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Notifications;
using CreditAI.Scoring.Policies;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Policies;

/// <summary>The policy's versions. The highest is the current one; none is ever edited.</summary>
public sealed class PolicyStore(NpgsqlDataSource dataSource, AuditLog audit, TimeProvider time)
{
    private const string Select = "SELECT version, content::text AS content, reason, put_by AS PutBy, put_at AS PutAt FROM policy.version";

    public async Task<PolicyVersion> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await CurrentAsync(connection, cancellationToken);
    }

    /// <returns>The version of this number, or null when there is none.</returns>
    public async Task<PolicyVersion?> FindAsync(int version, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, version, cancellationToken);
    }

    /// <param name="below">Only versions below this one; null: from the current one on.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>Newest first.</returns>
    public async Task<IReadOnlyList<PolicyVersion>> ListAsync(int? below, int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"{Select} WHERE version < @below ORDER BY version DESC LIMIT @most", new { below = below ?? int.MaxValue, most }, cancellationToken));
        return [.. rows.Select(row => row.ToVersion())];
    }

    /// <summary>Makes a policy the current one, in one transaction that services are notified of.</summary>
    /// <param name="follows">The version it was made from.</param>
    /// <returns>What was put, or null when <paramref name="follows"/> is not the current version (any more).</returns>
    public async Task<PolicyVersion?> PutAsync(int follows, Policy policy, string reason, string by, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var put = await PutAsync(connection, transaction, follows, policy, reason, by, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return put;
    }

    /// <inheritdoc cref="PutAsync(int, Policy, string, string, CancellationToken)"/>
    internal async Task<PolicyVersion?> PutAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int follows, Policy policy, string reason, string by, CancellationToken cancellationToken)
    {
        // Where two follow the same version, the primary key lets one of them in.
        const string Sql = """
            INSERT INTO policy.version (version, content, reason, put_by, put_at)
            SELECT max(version) + 1, @content::jsonb, @reason, @by, @now FROM policy.version HAVING max(version) = @follows
            ON CONFLICT DO NOTHING
            """;
        var put = new PolicyVersion(follows + 1, policy, reason, by, Instant.Stored(time.GetUtcNow()));
        var rows = await connection.ExecuteAsync(Command(
            Sql, new { follows, content = Encoding.UTF8.GetString(policy.ToUtf8Json()), reason, by, now = put.PutAt.UtcDateTime }, cancellationToken));
        if (rows == 0)
        {
            return null;
        }

        await audit.AppendAsync(
            connection, transaction,
            new AuditEntry(by, "policy.put", $"policy version {put.Version}", new { reason, sha256 = Convert.ToHexStringLower(SHA256.HashData(policy.ToUtf8Json())) }),
            cancellationToken);
        await connection.ExecuteAsync(Command($"NOTIFY {Channels.Policy}", null, cancellationToken));
        return put;
    }

    internal static async Task<PolicyVersion> CurrentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleAsync<Row>(Command($"{Select} ORDER BY version DESC LIMIT 1", null, cancellationToken));
        return row.ToVersion();
    }

    internal static async Task<PolicyVersion?> FindAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command($"{Select} WHERE version = @version", new { version }, cancellationToken));
        return row?.ToVersion();
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(int Version, string Content, string Reason, string PutBy, DateTime PutAt)
    {
        public PolicyVersion ToVersion() => new(
            Version, Policy.Parse(Encoding.UTF8.GetBytes(Content), $"policy version {Version}"), Reason, PutBy, PutAt);
    }
}
