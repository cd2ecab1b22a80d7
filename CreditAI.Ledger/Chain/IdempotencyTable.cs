using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Chain;

/// <summary>The first answers to requests that carried a key.</summary>
internal static class IdempotencyTable
{
    /// <returns>By the key in hex, those that were answered.</returns>
    public static async Task<Dictionary<string, FirstAnswer>> FindAsync(NpgsqlConnection connection, byte[][] keys, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<(byte[] Key, byte[] Fingerprint, Guid DecisionId)>(new CommandDefinition(
            "SELECT key, fingerprint, decision_id FROM ledger.idempotency WHERE key = ANY(@keys)", new { keys }, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => Convert.ToHexString(row.Key), row => new FirstAnswer(row.Fingerprint, row.DecisionId));
    }

    /// <summary>Forgets the keys that have expired.</summary>
    public static Task<int> ForgetAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
        => connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM ledger.idempotency WHERE expires_at < @now", new { now = now.UtcDateTime }, commandTimeout: 300, cancellationToken: cancellationToken));
}
