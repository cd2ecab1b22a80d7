using System.Data;
using Npgsql;

namespace CreditAI.Ledger.Audit;

/// <summary>
/// Checks the audit log: every entry's hash is made again from its content, and every entry must follow the one before.
/// Who can write everything in the database can also write a new chain; only a head that was kept elsewhere tells.
/// </summary>
public static class AuditChain
{
    /// <param name="checkpoints">Heads that were kept outside the database, in any order.</param>
    public static async Task<AuditVerification> VerifyAsync(
        NpgsqlDataSource dataSource, IEnumerable<AuditHead>? checkpoints = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // One snapshot: the head and the entries belong together though others append meanwhile.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var head = await AuditLog.HeadAsync(connection, "", cancellationToken);
        var walk = new AuditWalk(checkpoints ?? []);
        await foreach (var act in AuditLog.ReadAllAsync(connection, cancellationToken))
        {
            walk.Next(act);
        }

        return walk.End(head);
    }
}
