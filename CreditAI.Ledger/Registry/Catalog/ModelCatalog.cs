using System.Text.Json;
using CreditAI.Ledger.Audit;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Registry.Catalog;

/// <summary>Names, descriptions and tags of models and their versions. They can be edited; each edit is in the audit log.</summary>
public sealed class ModelCatalog(NpgsqlDataSource dataSource, AuditLog audit, TimeProvider time)
{
    /// <summary>Longest description, and longest value of a tag, in characters.</summary>
    public const int LongestText = 5000;

    private const string Select = """
        SELECT m.name, m.description, m.created_at AS CreatedAt,
               greatest(m.updated_at, (SELECT max(v.published_at) FROM registry.model_version v WHERE v.name = m.name)) AS UpdatedAt,
               coalesce((SELECT json_object_agg(t.key, t.value) FROM registry.tag t WHERE t.name = m.name AND t.version = 0), '{}')::text AS tags
        FROM registry.model m
        """;

    /// <returns>False where there is a model of this name already.</returns>
    public Task<bool> CreateAsync(string name, string description, string by, CancellationToken cancellationToken) => dataSource.ChangeAsync(
        audit,
        "INSERT INTO registry.model (name, description, created_at, updated_at) VALUES (@name, @description, @now, @now) ON CONFLICT DO NOTHING",
        new { name, description, now = Now }, new AuditEntry(by, "model.create", name, new { description }), cancellationToken);

    /// <returns>False where there is no such model.</returns>
    public Task<bool> DescribeAsync(string name, string description, string by, CancellationToken cancellationToken) => dataSource.ChangeAsync(
        audit,
        "UPDATE registry.model SET description = @description, updated_at = @now WHERE name = @name",
        new { name, description, now = Now }, new AuditEntry(by, "model.describe", name, new { description }), cancellationToken);

    /// <returns>False where there is no such version of it.</returns>
    public Task<bool> DescribeAsync(string name, int version, string description, string by, CancellationToken cancellationToken) => dataSource.ChangeAsync(
        audit,
        "UPDATE registry.model_version SET description = @description WHERE name = @name AND version = @version",
        new { name, version, description }, new AuditEntry(by, "model.describe", $"model version {version}", new { description }), cancellationToken);

    /// <summary>Removes a name that has no versions.</summary>
    /// <returns>False where there is no such model, or it has versions: those are evidence, and stay.</returns>
    public Task<bool> DeleteAsync(string name, string by, CancellationToken cancellationToken) => dataSource.ChangeAsync(
        audit,
        """
        WITH unused AS (SELECT name FROM registry.model m WHERE name = @name AND NOT EXISTS (SELECT FROM registry.model_version v WHERE v.name = m.name) FOR UPDATE),
             tags AS (DELETE FROM registry.tag t USING unused WHERE t.name = unused.name)
        DELETE FROM registry.model m USING unused WHERE m.name = unused.name
        """,
        new { name }, new AuditEntry(by, "model.delete", name, new { }), cancellationToken);

    /// <param name="version">Null: of the model itself.</param>
    /// <param name="value">Null takes the tag away.</param>
    public Task<bool> TagAsync(string name, int? version, string key, string? value, string by, CancellationToken cancellationToken) => dataSource.ChangeAsync(
        audit,
        value is null
            ? "DELETE FROM registry.tag WHERE name = @name AND version = @version AND key = @key"
            : """
              INSERT INTO registry.tag (name, version, key, value) VALUES (@name, @version, @key, @value)
              ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value
              """,
        new { name, version = version ?? 0, key, value },
        new AuditEntry(by, value is null ? "model.untag" : "model.tag", version is { } number ? $"model version {number}" : name, new { key, value }), cancellationToken);

    /// <returns>In ordinal order of their names.</returns>
    public async Task<IReadOnlyList<RegisteredModel>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(Select, null, cancellationToken));
        return [.. rows.Select(row => row.ToModel()).OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    /// <returns>The model of this name, or null when there is none.</returns>
    public async Task<RegisteredModel?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(Command($"{Select} WHERE m.name = @name", new { name }, cancellationToken));
        return row?.ToModel();
    }

    /// <returns>By version; those that nobody wrote anything on are left out.</returns>
    public async Task<IReadOnlyDictionary<int, VersionNotes>> NotesAsync(CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT v.version, v.description,
                   coalesce((SELECT json_object_agg(t.key, t.value) FROM registry.tag t WHERE t.version = v.version), '{}')::text AS tags
            FROM registry.model_version v
            WHERE v.description <> '' OR EXISTS (SELECT FROM registry.tag t WHERE t.version = v.version)
            """;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(int Version, string Description, string Tags)>(Command(Sql, null, cancellationToken));
        return rows.ToDictionary(row => row.Version, row => new VersionNotes(row.Description, Tags(row.Tags)));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static SortedDictionary<string, string> Tags(string json)
        => new(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!, StringComparer.Ordinal);

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(string Name, string Description, DateTime CreatedAt, DateTime UpdatedAt, string Tags)
    {
        public RegisteredModel ToModel() => new(Name, Description, CreatedAt, UpdatedAt, ModelCatalog.Tags(Tags));
    }
}
