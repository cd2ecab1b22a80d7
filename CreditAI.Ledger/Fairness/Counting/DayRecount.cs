using System.Data;
using System.Globalization;
using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Counts a day again from the ledger itself, in one snapshot, while counting goes on: as far as it has come.</summary>
public sealed class DayRecount(NpgsqlDataSource dataSource)
{
    private const string Stretches = """
        SELECT d.chain, min(d.position), max(d.position) FROM ledger.decision d
            JOIN fairness.checkpoint c ON c.source = 'decision' AND c.chain = d.chain AND d.position <= c.position
        WHERE d.id >= ledger.uuid_at($1) AND d.id < ledger.uuid_at($2) GROUP BY d.chain ORDER BY d.chain
        """;

    /// <param name="day">UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many decisions of the day the ledger has, and where the counts that stand differ from it.</returns>
    public async Task<(long Decisions, IReadOnlyList<TallyDifference> Differences)> RunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var until = await OutcomesAsync(connection, cancellationToken);
        var (decided, observed) = (new PageTallies(), new PageTallies());
        var decisions = 0L;
        foreach (var (chain, low, high) in await StretchesAsync(connection, start, cancellationToken))
        {
            decisions += await DecisionPage.CountAsync(connection, chain, low, high, decided, IsOfDay, cancellationToken);
        }

        await OutcomePage.CountAsync(connection, TallyBasis.Decided, start, start.AddDays(1), until, decided, cancellationToken);
        await OutcomePage.CountAsync(connection, TallyBasis.Observed, start, start.AddDays(1), until, observed, cancellationToken);
        var codes = new ProtectedCodes();
        await codes.LearnAsync(connection, decided.Codes.Concat(observed.Codes), cancellationToken);
        var recounted = Count(
            decided.Tallies(codes).Where(tally => tally.Key.Basis == TallyBasis.Decided)
                .Concat(observed.Tallies(codes).Where(tally => tally.Key.Basis == TallyBasis.Observed)),
            decided.Bins(), start);
        var reader = new TallyReader(connection);
        var counted = Count(
            await reader.TalliesAsync(Grain.Day, start, start.AddDays(1), null, cancellationToken),
            await reader.BinsAsync(Grain.Day, start, start.AddDays(1), null, cancellationToken), start);
        return (decisions, [.. Compare(counted, recounted)]);

        bool IsOfDay(Guid id) => DateOnly.FromDateTime(DecisionId.TimeOf(id).UtcDateTime) == day;
    }

    private static IEnumerable<TallyDifference> Compare(Dictionary<(int ModelVersion, string What), long> counted, Dictionary<(int ModelVersion, string What), long> recounted)
        => counted.Keys.Union(recounted.Keys).OrderBy(key => key.ModelVersion).ThenBy(key => key.What, StringComparer.Ordinal)
            .Select(key => new TallyDifference(key.ModelVersion, key.What, counted.GetValueOrDefault(key), recounted.GetValueOrDefault(key)))
            .Where(difference => difference.Counted != difference.Recounted);

    private static Dictionary<(int ModelVersion, string What), long> Count(
        IEnumerable<KeyValuePair<TallyKey, Tally>> tallies, IEnumerable<KeyValuePair<BinKey, long[]>> bins, DateTimeOffset start)
    {
        var counts = new Dictionary<(int, string), long>();
        foreach (var (key, tally) in tallies.Where(tally => tally.Key.Grain == Grain.Day && tally.Key.Start == start))
        {
            foreach (var (cell, n, predicted) in tally.Cells)
            {
                var what = $"{key.Basis.ToText()} {Named(key.Attribute, key.Group)}, {cell.Decision.ToText()}, {cell.Outcome.ToText()}";
                counts[(key.ModelVersion, what)] = n;
                counts[(key.ModelVersion, what + ", predicted")] = predicted;
            }
        }

        foreach (var (key, slot) in bins.Where(bin => bin.Key.Grain == Grain.Day && bin.Key.Start == start))
        {
            foreach (var (bin, n) in slot.Index())
            {
                counts[(key.ModelVersion, string.Create(CultureInfo.InvariantCulture, $"slot {key.Slot}, bin {bin}"))] = n;
            }
        }

        return counts;
    }

    private static string Named(string attribute, string group) => attribute.Length == 0 ? "everybody" : $"{attribute} = {group}";

    private static async Task<long> OutcomesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT position FROM fairness.checkpoint WHERE source = 'outcome'", connection);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    private static async Task<List<(int Chain, long Low, long High)>> StretchesAsync(NpgsqlConnection connection, DateTimeOffset start, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Stretches, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = start.UtcDateTime });
        command.Parameters.Add(new() { Value = start.AddDays(1).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stretches = new List<(int, long, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stretches.Add((reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return stretches;
    }
}
