using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Schema;

/// <summary>
/// Applies the numbered scripts once, each in a transaction of its own, under an advisory lock: whoever starts first
/// applies them, the others wait and find nothing to do.
/// </summary>
internal sealed class Migrator(NpgsqlDataSource dataSource, TimeProvider time)
{
    // Any constant will do; it must only be the same in every version of this program.
    private const long LockKey = 0x637265646974_01;

    // Of the line that says which roles were granted last; scripts are numbered from 1.
    private const int RolesNumber = 0;

    /// <param name="migrations">In the order of their numbers.</param>
    /// <param name="roles">Said anew under the same lock after scripts were applied, when it has been edited, and after a start that ended between.</param>
    /// <returns>The numbers applied now; empty when the schema was up to date.</returns>
    /// <exception cref="MigrationException">An applied script has been edited, or a script fails.</exception>
    public async Task<IReadOnlyList<int>> ApplyAsync(
        IReadOnlyList<Migration> migrations, CancellationToken cancellationToken, RoleGrants? roles = null)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "SELECT pg_advisory_lock(@LockKey)", new { LockKey }, cancellationToken);
        try
        {
            var applied = await ReadAppliedAsync(connection, cancellationToken);
            foreach (var migration in migrations)
            {
                if (applied.TryGetValue(migration.Number, out var known) && known.Sha256 != migration.Sha256)
                {
                    throw new MigrationException(
                        $"Migration {migration.Name} was applied as {known.Name} with SHA-256 {known.Sha256} and has been edited since "
                        + $"(now {migration.Sha256}). Restore the file and put the change into a new migration.");
                }
            }

            var pending = migrations.Where(migration => !applied.ContainsKey(migration.Number)).ToList();
            foreach (var migration in pending)
            {
                await ApplyOneAsync(connection, migration, cancellationToken);
            }

            if (roles is not null)
            {
                var granted = ($"Roles after {migrations[^1].Name}", roles.Sha256);
                if (applied.GetValueOrDefault(RolesNumber) != granted)
                {
                    await roles.ApplyAsync(connection, cancellationToken);
                    await RecordAsync(connection, RolesNumber, granted, cancellationToken);
                }
            }

            return [.. pending.Select(migration => migration.Number)];
        }
        finally
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_unlock(@LockKey)", new { LockKey }, CancellationToken.None);
        }
    }

    private static async Task<Dictionary<int, (string Name, string Sha256)>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Create = """
            CREATE TABLE IF NOT EXISTS public.schema_migration (
                number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL)
            """;
        await ExecuteAsync(connection, Create, null, cancellationToken);
        var rows = await connection.QueryAsync<(int Number, string Name, string Sha256)>(
            new CommandDefinition("SELECT number, name, sha256 FROM public.schema_migration", cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Number, row => (row.Name, row.Sha256));
    }

    private async Task ApplyOneAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, migration.Sql, null, cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new MigrationException($"Migration {migration.Name} fails: {exception.MessageText}", exception);
        }

        await RecordAsync(connection, migration.Number, (migration.Name, migration.Sha256), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Task<int> RecordAsync(NpgsqlConnection connection, int number, (string Name, string Sha256) applied, CancellationToken cancellationToken)
    {
        const string Insert = """
            INSERT INTO public.schema_migration (number, name, sha256, applied_at) VALUES (@Number, @Name, @Sha256, @AppliedAt)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name, sha256 = excluded.sha256, applied_at = excluded.applied_at WHERE excluded.number = 0
            """;
        return ExecuteAsync(connection, Insert, new { Number = number, applied.Name, applied.Sha256, AppliedAt = time.GetUtcNow() }, cancellationToken);
    }

    private static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, object? parameters, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new CommandDefinition(sql, parameters, commandTimeout: 300, cancellationToken: cancellationToken));
}
