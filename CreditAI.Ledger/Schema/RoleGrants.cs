using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Schema;

/// <summary>Says anew what each role may do, for the tables that a migration has added.</summary>
internal sealed class RoleGrants(TimeProvider time)
{
    // Roles belong to the server, not to a database: services that set up databases side by side wait for each other.
    private const int Attempts = 20;

    private static readonly Migration Script = Migration.Create("0000_roles.sql", Read());

    /// <summary>Of the script; another after it was edited.</summary>
    public string Sha256 { get; } = Script.Sha256;

    /// <exception cref="MigrationException">The login may not make or grant the roles.</exception>
    public async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(Script.Sql, commandTimeout: 60, cancellationToken: cancellationToken));
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new MigrationException(
                    $"The login may not set up the roles {LedgerRole.Scoring} and {LedgerRole.Fairness} ({exception.MessageText}). Let an administrator create "
                    + "them with NOLOGIN and grant both to the login, and start again.", exception);
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InternalError && attempt < Attempts)
            {
                // "tuple concurrently updated": another database's set-up touched the same role.
                await Task.Delay(TimeSpan.FromMilliseconds(50 * attempt), time, cancellationToken);
            }
        }
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(RoleGrants).Assembly.GetManifestResourceStream("CreditAI.Ledger.Schema.Roles.sql")!);
        return reader.ReadToEnd();
    }
}
