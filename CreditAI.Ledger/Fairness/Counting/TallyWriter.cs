using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Adds a page's counts to those that stand.</summary>
internal static class TallyWriter
{
    private const string AddTallies = """
        INSERT INTO fairness.tally AS total (model_version, grain, start, basis, attribute, group_name, decision, outcome, n, predicted)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (model_version, grain, start, basis, attribute, group_name, decision, outcome)
        DO UPDATE SET n = total.n + excluded.n, predicted = total.predicted + excluded.predicted
        """;

    // Arrays of different lengths cannot be sent as one: they are sent end to end, each with where it begins and ends.
    private const string AddBins = """
        INSERT INTO fairness.bin_tally AS total (model_version, grain, start, slot, counts)
        SELECT model_version, grain, start, slot, ($7::bigint[])[low:high]
        FROM unnest($1, $2, $3, $4, $5, $6) AS page (model_version, grain, start, slot, low, high)
        ON CONFLICT (model_version, grain, start, slot) DO UPDATE SET counts = (
            SELECT array_agg(coalesce(both_of.stands, 0) + coalesce(both_of.added, 0) ORDER BY both_of.bin)
            FROM unnest(total.counts, excluded.counts) WITH ORDINALITY AS both_of (stands, added, bin))
        """;

    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyDictionary<TallyKey, Tally> tallies, CancellationToken cancellationToken)
    {
        var rows = tallies.SelectMany(tally => tally.Value.Cells.Select(cell => (tally.Key, cell.Cell, cell.N, cell.Predicted))).ToArray();
        await using var command = new NpgsqlCommand(AddTallies, connection);
        Add(command, rows.Select(row => row.Key.ModelVersion));
        Add(command, rows.Select(row => row.Key.Grain.ToText()));
        AddTimes(command, rows.Select(row => row.Key.Start));
        Add(command, rows.Select(row => row.Key.Basis.ToText()));
        Add(command, rows.Select(row => row.Key.Attribute));
        Add(command, rows.Select(row => row.Key.Group));
        Add(command, rows.Select(row => row.Cell.Decision.ToText()));
        Add(command, rows.Select(row => row.Cell.Outcome.ToText()));
        Add(command, rows.Select(row => row.N));
        Add(command, rows.Select(row => row.Predicted));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task AddAsync(NpgsqlConnection connection, IReadOnlyDictionary<BinKey, long[]> bins, CancellationToken cancellationToken)
    {
        var ends = new List<int>();
        foreach (var counts in bins.Values)
        {
            ends.Add((ends.Count == 0 ? 0 : ends[^1]) + counts.Length);
        }

        await using var command = new NpgsqlCommand(AddBins, connection);
        Add(command, bins.Select(bin => bin.Key.ModelVersion));
        Add(command, bins.Select(bin => bin.Key.Grain.ToText()));
        AddTimes(command, bins.Select(bin => bin.Key.Start));
        Add(command, bins.Select(bin => bin.Key.Slot));
        Add(command, bins.Values.Select((counts, index) => ends[index] - counts.Length + 1));
        Add(command, ends);
        Add(command, bins.Values.SelectMany(counts => counts));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void Add<T>(NpgsqlCommand command, IEnumerable<T> column) => command.Parameters.Add(new() { Value = column.ToArray() });

    private static void AddTimes(NpgsqlCommand command, IEnumerable<DateTimeOffset> column) => command.Parameters.Add(new()
    {
        Value = column.Select(time => time.UtcDateTime).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    });
}
