using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Drills;

/// <summary>The outcomes of drilled restores.</summary>
public sealed class DrillStore(NpgsqlDataSource dataSource)
{
    public async Task AddAsync(DrillOutcome outcome, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("INSERT INTO backup.drill (id, region, started_at, ended_at, checks, failures) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING");
        command.Parameters.Add(new() { Value = outcome.Id });
        command.Parameters.Add(new() { Value = outcome.Region });
        command.Parameters.Add(new() { Value = outcome.StartedAt.UtcDateTime });
        command.Parameters.Add(new() { Value = outcome.EndedAt.UtcDateTime });
        command.Parameters.Add(new() { Value = outcome.Checks });
        command.Parameters.Add(new() { Value = outcome.Failures.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>The last of each region.</returns>
    public async Task<IReadOnlyList<DrillOutcome>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT DISTINCT ON (region) id, region, started_at, ended_at, checks, failures FROM backup.drill ORDER BY region, started_at DESC");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var outcomes = new List<DrillOutcome>();
        while (await rows.ReadAsync(cancellationToken))
        {
            outcomes.Add(new DrillOutcome(
                rows.GetString(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetFieldValue<DateTimeOffset>(3), rows.GetInt32(4), rows.GetFieldValue<string[]>(5)));
        }

        return outcomes;
    }
}
