using Npgsql;

namespace CreditAI.Ledger.Decisions;

/// <summary>Reads decisions by their ids.</summary>
public sealed class DecisionReader(NpgsqlDataSource dataSource)
{
    /// <returns>The decision, or null when the ledger has none of this id.</returns>
    public async Task<RecordedDecision?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT d.application_id, d.model_version, coalesce(m.name, ''), coalesce(m.sha256, ''), d.features::text, d.pd, d.points,
                d.score, d.decision, d.reasons::text, d.decided_at
            FROM ledger.decision d LEFT JOIN registry.model_version m ON m.version = d.model_version
            WHERE d.id = $1
            """;
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RecordedDecision(
                id, reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetDouble(5), reader.GetDouble(6), reader.GetInt32(7), DecisionText.Parse(reader.GetString(8)),
                reader.GetString(9), reader.GetFieldValue<DateTimeOffset>(10))
            : null;
    }

    /// <returns>Those of the ids that are decisions' of the ledger.</returns>
    public async Task<IReadOnlySet<Guid>> ExistAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT id FROM ledger.decision WHERE id = ANY($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0));
        }

        return found;
    }
}
