using Npgsql;

namespace CreditAI.Ledger.Decisions;

/// <summary>Reads single decisions.</summary>
public sealed class DecisionReader(NpgsqlDataSource dataSource)
{
    /// <returns>The decision, or null when the ledger has none of this id.</returns>
    public async Task<RecordedDecision?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT application_id, model_version, features::text, pd, points, decision, reasons::text, decided_at
            FROM ledger.decision WHERE id = $1
            """;
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RecordedDecision(
                id, reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetDouble(3), reader.GetDouble(4),
                reader.GetString(5), reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7))
            : null;
    }
}
