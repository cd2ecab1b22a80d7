using CreditAI.Backups.Roles;
using Npgsql;

namespace CreditAI.Tests.Backups.Roles;

[Collection(BackupRig.OneAtATime)]
public sealed class BackupRoleTests : IDisposable
{
    private const string Role = "made_by_two";

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"creditai-role-{Environment.ProcessId}-{Path.GetRandomFileName()}");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>As at a first start, when the schema's migration makes the role at the same time.</summary>
    [Fact]
    public async Task Ensure_AnotherMakesTheRoleMeanwhile_GivesItItsPasswordAndRights()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var cluster = await TestCluster.NewAsync(18, Path.Combine(_root, "primary"));
        await using var database = NpgsqlDataSource.Create(cluster.Admin());
        await using var other = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await other.BeginTransactionAsync(cancellationToken);
        await using (var create = new NpgsqlCommand($"CREATE ROLE {Role} NOLOGIN", other, transaction))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var ensured = BackupRole.EnsureAsync(database, Role, TestCluster.BackupPassword, cancellationToken);
        while (!ensured.IsCompleted && !await IsTrueAsync(database, "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"))
        {
            await Task.Delay(20, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await ensured;

        Assert.True(await IsTrueAsync(database, $"SELECT rolcanlogin AND rolreplication AND rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = '{Role}'"));
        Assert.True(await IsTrueAsync(database, $"SELECT has_function_privilege('{Role}', 'pg_backup_start(text, boolean)', 'EXECUTE')"));
    }

    private static async Task<bool> IsTrueAsync(NpgsqlDataSource database, string question)
    {
        await using var command = database.CreateCommand(question);
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
