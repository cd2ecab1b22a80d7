using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Notifications;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Access;

/// <summary>API keys. Creating and revoking are in the audit log, or have not happened; services are notified of both.</summary>
public sealed class ApiKeyStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    private const string Columns = """
        id, name, prefix, scopes, requests_per_minute AS RequestsPerMinute, expires_at AS ExpiresAt, created_at AS CreatedAt, created_by AS CreatedBy,
        revoked_at AS RevokedAt, revoked_by AS RevokedBy, last_used_at AS LastUsedAt
        """;

    private const int LongestName = 128;

    private readonly AuditLog _audit = new(dataSource, time);

    /// <exception cref="ApiKeyException">What is asked for makes no key.</exception>
    public async Task<IssuedApiKey> CreateAsync(NewApiKey asked, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            INSERT INTO access.api_key (id, name, prefix, key_sha256, scopes, requests_per_minute, expires_at, created_at, created_by)
            VALUES (@Id, @Name, @prefix, @Hash, @Scopes, @RequestsPerMinute, @ExpiresAt, @Now, @CreatedBy);
            NOTIFY {Channels.ApiKey};
            """;
        var now = time.GetUtcNow();
        Check(asked, now);
        var (prefix, text) = KeyText.Create();
        var key = new ApiKey(
            Guid.CreateVersion7(now), asked.Name, prefix, asked.Scopes, asked.RequestsPerMinute, asked.ExpiresAt, now, asked.CreatedBy, null, null, null);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(Sql, new
        {
            key.Id,
            key.Name,
            prefix,
            Hash = KeyHash.Of(text).ToArray(),
            Scopes = key.Scopes.ToNames(),
            key.RequestsPerMinute,
            ExpiresAt = key.ExpiresAt?.UtcDateTime,
            Now = now.UtcDateTime,
            key.CreatedBy,
        }, cancellationToken));
        var detail = new { key.Id, key.Name, Scopes = key.Scopes.ToNames(), key.RequestsPerMinute, key.ExpiresAt };
        await _audit.AppendAsync(connection, transaction, new AuditEntry(key.CreatedBy, "api-key.create", prefix, detail), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IssuedApiKey(key, text);
    }

    /// <returns>All keys, newest first.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command($"SELECT {Columns} FROM access.api_key ORDER BY created_at DESC, id DESC", null, cancellationToken));
        return [.. rows.Select(row => row.ToApiKey())];
    }

    /// <param name="prefix">The key's public part.</param>
    /// <returns>The key, now revoked.</returns>
    /// <exception cref="ApiKeyException">There is no such key, or it is revoked already.</exception>
    public async Task<ApiKey> RevokeAsync(string prefix, string by, CancellationToken cancellationToken)
    {
        const string Sql = $"""
            UPDATE access.api_key SET revoked_at = @Now, revoked_by = @by WHERE prefix = @prefix AND revoked_at IS NULL RETURNING {Columns}
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command(Sql, new { Now = time.GetUtcNow().UtcDateTime, by, prefix }, cancellationToken));
        if (row is null)
        {
            throw new ApiKeyException(await connection.ExecuteScalarAsync<bool>(
                Command("SELECT EXISTS (SELECT FROM access.api_key WHERE prefix = @prefix)", new { prefix }, cancellationToken))
                ? $"The API key {prefix} is revoked already."
                : $"There is no API key {prefix}; 'creditai api-keys list' shows those there are.");
        }

        await connection.ExecuteAsync(Command($"NOTIFY {Channels.ApiKey}", null, cancellationToken));
        await _audit.AppendAsync(connection, transaction, new AuditEntry(by, "api-key.revoke", prefix, new { row.Id, row.Name }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.ToApiKey();
    }

    /// <returns>The keys that are not revoked, by their hashes; some may have expired.</returns>
    public async Task<IReadOnlyList<(KeyHash Hash, ApiKey Key)>> LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command($"SELECT {Columns}, key_sha256 AS Hash FROM access.api_key WHERE revoked_at IS NULL", null, cancellationToken));
        return [.. rows.Select(row => (new KeyHash(row.Hash), row.ToApiKey()))];
    }

    /// <summary>Notes that keys are in use, at most once an hour each, so that using a key hardly ever writes.</summary>
    public async Task TouchAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            UPDATE access.api_key SET last_used_at = date_trunc('hour', @Now)
            WHERE id = ANY(@ids) AND last_used_at IS DISTINCT FROM date_trunc('hour', @Now)
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(Sql, new { Now = time.GetUtcNow().UtcDateTime, ids = ids.ToArray() }, cancellationToken));
    }

    private static void Check(NewApiKey asked, DateTimeOffset now)
    {
        var fault = asked switch
        {
            { Name: var name } when string.IsNullOrWhiteSpace(name) || name.Length > LongestName => $"An API key has a name of 1 to {LongestName} characters.",
            { Scopes: Scope.None } => $"An API key has at least one scope of {string.Join(", ", ScopeText.All)}.",
            { RequestsPerMinute: < 1 } => "An API key allows at least 1 request per minute.",
            { ExpiresAt: var expires } when expires <= now => $"An API key that expires at {expires:O} would never be valid.",
            { CreatedBy: var by } when string.IsNullOrWhiteSpace(by) => "Say who creates the API key.",
            _ => null,
        };
        if (fault is not null)
        {
            throw new ApiKeyException(fault);
        }
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string Prefix { get; init; } = "";

        public string[] Scopes { get; init; } = [];

        public int? RequestsPerMinute { get; init; }

        public DateTime? ExpiresAt { get; init; }

        public DateTime CreatedAt { get; init; }

        public string CreatedBy { get; init; } = "";

        public DateTime? RevokedAt { get; init; }

        public string? RevokedBy { get; init; }

        public DateTime? LastUsedAt { get; init; }

        public byte[] Hash { get; init; } = [];

        public ApiKey ToApiKey() => new(
            Id, Name, Prefix, Scopes.Aggregate(Scope.None, (all, name) => all | ScopeText.Parse(name)), RequestsPerMinute, ExpiresAt, CreatedAt, CreatedBy,
            RevokedAt, RevokedBy, LastUsedAt);
    }
}
