using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Fairness.Counting;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;

namespace CreditAI.Ledger.Fairness;

/// <summary>Reads what the fairness worker has counted.</summary>
public sealed class FairnessStore(NpgsqlDataSource dataSource)
{
    // The hour in which the version's decisions, or its outcomes, came to enough; the windows up to its end are the baseline.
    private const string BaselineEnd = """
        SELECT min(start) FROM (
            SELECT start, sum(sum(n)) OVER (ORDER BY start) AS total FROM fairness.tally
            WHERE model_version = $1 AND grain = 'hour' AND basis = $2 AND attribute = '' GROUP BY start) hours
        WHERE total >= $3
        """;

    /// <returns>Versions that decided, or whose decisions' outcomes became known, from a time on; in order.</returns>
    public async Task<IReadOnlyList<int>> VersionsAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT DISTINCT model_version FROM fairness.tally WHERE grain = 'day' AND start >= $1 AND attribute = '' ORDER BY model_version");
        command.Parameters.Add(new() { Value = Grain.Day.StartOf(from).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new List<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            versions.Add(reader.GetInt32(0));
        }

        return versions;
    }

    /// <param name="modelVersion">Whose.</param>
    /// <param name="grain">How long the windows are.</param>
    /// <param name="from">Windows that begin from then on.</param>
    /// <param name="to">And before then.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In no order.</returns>
    public async Task<IReadOnlyList<TallyRow>> TalliesAsync(
        int modelVersion, Grain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var tallies = await new TallyReader(connection).TalliesAsync(grain, from, to, modelVersion, cancellationToken);
        return [.. tallies.Select(tally => new TallyRow(tally.Key.Basis, tally.Key.Start, tally.Key.Attribute, tally.Key.Group, tally.Value))];
    }

    /// <inheritdoc cref="TalliesAsync"/>
    public async Task<IReadOnlyList<BinRow>> BinsAsync(int modelVersion, Grain grain, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var bins = await new TallyReader(connection).BinsAsync(grain, from, to, modelVersion, cancellationToken);
        return
        [
            .. bins.SelectMany(slot => slot.Value.Index().Where(bin => bin.Item != 0)
                .Select(bin => new BinRow(slot.Key.Start, slot.Key.Slot, bin.Index, bin.Item))),
        ];
    }

    /// <param name="modelVersion">Whose.</param>
    /// <param name="basis">By decisions, or by outcomes.</param>
    /// <param name="enough">How many make a baseline.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The end of the hour in which they were as many; null while they are not.</returns>
    public async Task<DateTimeOffset?> BaselineEndAsync(int modelVersion, TallyBasis basis, int enough, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(BaselineEnd);
        command.Parameters.Add(new() { Value = modelVersion });
        command.Parameters.Add(new() { Value = basis.ToText() });
        command.Parameters.Add(new() { Value = enough });
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime start
            ? new DateTimeOffset(DateTime.SpecifyKind(start, DateTimeKind.Utc)) + Grain.Hour.Length()
            : null;
    }

    /// <returns>What was decided, over all time, of each attribute's groups.</returns>
    public async Task<IReadOnlyList<DecisionTotal>> TotalsAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT model_version, attribute, group_name, decision, sum(n)::bigint FROM fairness.tally
            WHERE grain = 'week' AND basis = 'decided' AND attribute <> '' AND strpos(attribute, ' × ') = 0
            GROUP BY model_version, attribute, group_name, decision ORDER BY model_version, attribute, group_name, decision
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var totals = new List<DecisionTotal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            totals.Add(new DecisionTotal(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), DecisionText.Parse(reader.GetString(3)), reader.GetInt64(4)));
        }

        return totals;
    }
}
