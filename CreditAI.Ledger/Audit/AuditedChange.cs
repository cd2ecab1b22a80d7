using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Audit;

internal static class AuditedChange
{
    /// <summary>Changes rows and records it, in one transaction; where no row changes, nothing is recorded.</summary>
    /// <returns>Whether a row changed.</returns>
    public static async Task<bool> ChangeAsync(
        this NpgsqlDataSource dataSource, AuditLog audit, string sql, object parameters, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)) <= 0)
        {
            return false;
        }

        await audit.AppendAsync(connection, transaction, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
