using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Reads windows.</summary>
internal sealed class TallyReader(NpgsqlConnection connection)
{
    private const string Tallies = """
        SELECT model_version, start, basis, attribute, group_name, decision, outcome, n, predicted FROM fairness.tally
        WHERE grain = $1 AND start >= $2 AND start < $3 AND ($4 IS NULL OR model_version = $4)
        """;

    private const string Bins = """
        SELECT model_version, start, slot, counts FROM fairness.bin_tally
        WHERE grain = $1 AND start >= $2 AND start < $3 AND ($4 IS NULL OR model_version = $4)
        """;

    /// <param name="grain">Which windows.</param>
    /// <param name="from">Those that begin from then on.</param>
    /// <param name="to">And before then.</param>
    /// <param name="modelVersion">Null for all versions.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Dictionary<TallyKey, Tally>> TalliesAsync(
        Grain grain, DateTimeOffset from, DateTimeOffset to, int? modelVersion, CancellationToken cancellationToken)
    {
        await using var command = Command(Tallies, grain, from, to, modelVersion);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tallies = new Dictionary<TallyKey, Tally>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new TallyKey(
                reader.GetInt32(0), grain, reader.GetFieldValue<DateTimeOffset>(1), TallyText.ParseBasis(reader.GetString(2)), reader.GetString(3),
                reader.GetString(4));
            if (!tallies.TryGetValue(key, out var tally))
            {
                tallies.Add(key, tally = new Tally());
            }

            tally.Add(
                new TallyCell(DecisionText.Parse(reader.GetString(5)), TallyText.ParseOutcome(reader.GetString(6))), reader.GetInt64(7), reader.GetInt64(8));
        }

        return tallies;
    }

    /// <inheritdoc cref="TalliesAsync"/>
    public async Task<Dictionary<BinKey, long[]>> BinsAsync(
        Grain grain, DateTimeOffset from, DateTimeOffset to, int? modelVersion, CancellationToken cancellationToken)
    {
        await using var command = Command(Bins, grain, from, to, modelVersion);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var bins = new Dictionary<BinKey, long[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            bins.Add(
                new BinKey(reader.GetInt32(0), grain, reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt32(2)), reader.GetFieldValue<long[]>(3));
        }

        return bins;
    }

    private NpgsqlCommand Command(string sql, Grain grain, DateTimeOffset from, DateTimeOffset to, int? modelVersion)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = grain.ToText() });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        command.Parameters.Add(new() { Value = modelVersion ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return command;
    }
}
