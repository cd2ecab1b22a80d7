using CreditAI.Ledger;
using CreditAI.Ledger.Schema;
using CreditAI.Tests.Servers;
using Dapper;
using Npgsql;

namespace CreditAI.Tests.Ledger.Schema;

public sealed class MigratorTests(PostgresServer postgres)
{
    private static readonly Migration First = Migration.Create("0001_first.sql", "CREATE TABLE first (id int);\n");

    [Fact]
    public async Task Apply_EightReplicasAtOnce_EachScriptIsAppliedOnce()
    {
        var connectionString = await postgres.CreateEmptyDatabaseAsync();

        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var replica = LedgerSetup.OpenDatabase($"Timeout=60;{connectionString}", "replica");
            return await new Migrator(replica, TimeProvider.System).ApplyAsync(EmbeddedMigrations.All, CancellationToken.None);
        }));

        Assert.Equal(EmbeddedMigrations.All.Select(migration => migration.Number), applied.SelectMany(numbers => numbers).Order());
        await using var database = NpgsqlDataSource.Create(connectionString);
        Assert.Equal(EmbeddedMigrations.All.Select(migration => (migration.Number, migration.Sha256)), await ReadAsync(database));
    }

    [Fact]
    public async Task Ensure_SeveralAtOnce_MakesThePartitionsOnce()
    {
        var connectionString = await postgres.CreateEmptyDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var replica = LedgerSetup.OpenDatabase($"Timeout=60;{connectionString}", "replica");
            await LedgerSchema.EnsureAsync(replica, TimeProvider.System, CancellationToken.None);
        }));

        await using var connection = new NpgsqlConnection(connectionString);
        var partitions = await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'ledger.decision'::regclass");
        Assert.Equal(6, partitions); // the month before, this, three ahead, and the default
    }

    [Fact]
    public async Task Ensure_AfterAStartThatEndedBeforeTheRolesWereGranted_GrantsThem()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateEmptyDatabaseAsync());
        await new Migrator(database, TimeProvider.System).ApplyAsync(EmbeddedMigrations.All, CancellationToken.None);

        await LedgerSchema.EnsureAsync(database, TimeProvider.System, CancellationToken.None);

        Assert.True(await ScoringMayDecideAsync(database));
    }

    [Fact]
    public async Task Ensure_RolesWereEditedSince_GrantsThemAnew()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateEmptyDatabaseAsync());
        await LedgerSchema.EnsureAsync(database, TimeProvider.System, CancellationToken.None);
        await using (var connection = await database.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("REVOKE INSERT ON ledger.decision FROM creditai_scoring; UPDATE public.schema_migration SET sha256 = 'before' WHERE number = 0");
        }

        await LedgerSchema.EnsureAsync(database, TimeProvider.System, CancellationToken.None);
        Assert.True(await ScoringMayDecideAsync(database));
    }

    [Fact]
    public async Task Apply_EditedAppliedScript_IsRefusedByName()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateEmptyDatabaseAsync());
        var migrator = new Migrator(database, TimeProvider.System);
        await migrator.ApplyAsync([First], CancellationToken.None);
        var edited = Migration.Create("0001_first.sql", "CREATE TABLE first (id bigint);\n");

        var exception = await Assert.ThrowsAsync<MigrationException>(() => migrator.ApplyAsync([edited], CancellationToken.None));

        Assert.Contains("0001_first.sql", exception.Message, StringComparison.Ordinal);
        Assert.Contains(First.Sha256, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SameScriptWithOtherLineEnds_IsTheSame()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateEmptyDatabaseAsync());
        var migrator = new Migrator(database, TimeProvider.System);
        await migrator.ApplyAsync([First], CancellationToken.None);

        Assert.Empty(await migrator.ApplyAsync([Migration.Create("0001_first.sql", "CREATE TABLE first (id int);\r\n")], CancellationToken.None));
    }

    [Fact]
    public async Task Apply_FailingScript_LeavesNothingOfItAndKeepsThoseBefore()
    {
        await using var database = NpgsqlDataSource.Create(await postgres.CreateEmptyDatabaseAsync());
        var migrator = new Migrator(database, TimeProvider.System);
        var failing = Migration.Create("0002_second.sql", "CREATE TABLE second (id int); SELECT 1 / 0;");

        var exception = await Assert.ThrowsAsync<MigrationException>(() => migrator.ApplyAsync([First, failing], CancellationToken.None));

        Assert.Contains("0002_second.sql", exception.Message, StringComparison.Ordinal);
        Assert.Equal([(1, First.Sha256)], await ReadAsync(database));
        await using var connection = await database.OpenConnectionAsync();
        Assert.Null(await connection.ExecuteScalarAsync<string?>("SELECT to_regclass('second')::text"));
    }

    private static async Task<bool> ScoringMayDecideAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<bool>("SELECT has_table_privilege('creditai_scoring', 'ledger.decision', 'INSERT')");
    }

    private static async Task<IEnumerable<(int, string)>> ReadAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QueryAsync<(int, string)>("SELECT number, sha256 FROM public.schema_migration ORDER BY number");
    }
}
