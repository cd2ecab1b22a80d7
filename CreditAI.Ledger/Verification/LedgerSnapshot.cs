using System.Data;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Verification;

/// <summary>One state of the database, read through several connections. Lasts as long as the transaction that exported it.</summary>
internal sealed class LedgerSnapshot(NpgsqlDataSource database, string name)
{
    /// <param name="connection">Within a transaction of repeatable reads.</param>
    public static async Task<LedgerSnapshot> ExportAsync(NpgsqlDataSource database, NpgsqlConnection connection, CancellationToken cancellationToken)
        => new(database, (await connection.ExecuteScalarAsync<string>(new CommandDefinition("SELECT pg_export_snapshot()", cancellationToken: cancellationToken)))!);

    public async Task ReadAsync(Func<ChainTables, Task> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            $"SET TRANSACTION SNAPSHOT '{name}'; {ChainTables.AlongTheKey}", transaction: transaction, cancellationToken: cancellationToken));
        await read(new ChainTables(connection));
    }
}
