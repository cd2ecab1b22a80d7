using CreditAI.Ledger.Audit;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Retention;

/// <summary>
/// Removes months of decisions that are older than the policy keeps (12 CFR 1002.12(b): 25 months by default), as whole partitions. Their
/// batches stay, without the row hashes, so that every chain still joins up.
/// </summary>
/// <param name="owner">Under the rights of the tables' owner.</param>
public sealed class LedgerRetention(NpgsqlDataSource owner, AuditLog audit, TimeProvider time)
{
    /// <param name="months">How many whole months before this one are kept; at least 1.</param>
    /// <param name="dryRun">Only tells.</param>
    /// <returns>The months removed, as yyyy_MM, oldest first.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(int months, bool dryRun, string by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        var keptFrom = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddMonths(-months);
        var oldest = FormattableString.Invariant($"{keptFrom.Year:D4}_{keptFrom.Month:D2}");
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        const string Months = """
            SELECT right(relid::text, 7) AS month FROM pg_partition_tree('ledger.decision')
            WHERE isleaf AND relid::text ~ '_[0-9]{4}_[0-9]{2}$' AND right(relid::text, 7) < @oldest ORDER BY 1
            """;
        string[] expired = [.. await connection.QueryAsync<string>(new CommandDefinition(Months, new { oldest }, cancellationToken: cancellationToken))];
        foreach (var month in dryRun ? [] : expired)
        {
            await RemoveAsync(connection, month, months, by, cancellationToken);
        }

        return expired;
    }

    private async Task RemoveAsync(NpgsqlConnection connection, string month, int months, string by, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // A batch over the turn of a month is in two partitions: it loses its row hashes with the first of its decisions, and the rest goes unchecked.
        var sql = $"""
            UPDATE ledger.batch b SET row_hashes = NULL
            FROM (SELECT chain, min(position) AS low, max(position) AS high FROM ledger.decision_{month} GROUP BY chain) gone
            WHERE b.chain = gone.chain AND b.first <= gone.high AND b.first + b.count > gone.low AND b.row_hashes IS NOT NULL;
            """;
        var batches = await connection.ExecuteAsync(new CommandDefinition(sql, transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        var decisions = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"SELECT count(*) FROM ledger.decision_{month}", transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        await connection.ExecuteAsync(new CommandDefinition(
            $"DROP TABLE ledger.decision_{month}; DROP TABLE ledger.protected_batch_{month}", transaction: transaction, commandTimeout: 0, cancellationToken: cancellationToken));
        await audit.AppendAsync(
            connection, transaction, new AuditEntry(by, "ledger.retain", month, new { months, decisions, batches }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
