using System.Globalization;
using System.Text.Json;
using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Keys;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Training.Orders;
using Npgsql;

namespace CreditAI.Ledger.Training;

/// <summary>
/// Reads the lender's own decisions whose outcomes are known, as rows to train on: what applicants said, opened with their keys. What was erased is not
/// there any more. Asked again with the same time of knowledge it gives the same rows, but for those erased meanwhile.
/// </summary>
public sealed class OwnRows
{
    private const int LookUp = 2000;

    // The last outcome that was known counts.
    private const string Outcomes = """
        SELECT DISTINCT ON (o.decision_id) o.decision_id, o.outcome
        FROM ledger.outcome o
        WHERE o.decision_id >= ledger.uuid_at($1) AND o.decision_id < ledger.uuid_at($2) AND o.recorded_at <= $3
        ORDER BY o.decision_id, o.position DESC
        """;

    private const string Decisions = """
        SELECT d.id, d.model_version, d.decision, d.body, d.key_id, d.key, coalesce((
            SELECT g.attributes FROM ledger.protected_group g WHERE g.code = (
                SELECT b.codes[d.position - b.first + 1] FROM ledger.protected_batch b
                WHERE b.chain = d.chain AND b.first <= d.position ORDER BY b.first DESC LIMIT 1)), '{}')
        FROM unnest($1, $2, $3) asked (chain, position, id)
            JOIN ledger.decision d ON d.chain = asked.chain AND d.position = asked.position AND d.id = asked.id
        ORDER BY d.id
        """;

    private static readonly DateTimeOffset Ever = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly NpgsqlDataSource _dataSource;
    private readonly ApplicantVault _vault;

    internal OwnRows(NpgsqlDataSource dataSource, ApplicantVault vault) => (_dataSource, _vault) = (dataSource, vault);

    /// <param name="dataSource">Under a role that reads protected attributes.</param>
    /// <param name="keys">Open what applicants said.</param>
    public static OwnRows Open(NpgsqlDataSource dataSource, DataKeys keys) => new(dataSource, new ApplicantVault(keys));

    /// <param name="source">Which decisions.</param>
    /// <param name="schema">Which of their features, and protected attributes.</param>
    /// <param name="known">Outcomes recorded up to then count.</param>
    /// <param name="features">Names of every model version's features, by slot.</param>
    /// <param name="progress">Receives the share that is read, 0 to 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DatasetException">There are no such decisions.</exception>
    /// <exception cref="LostKeyException">What applicants said cannot be opened with the keys that are configured.</exception>
    public async Task<TrainingRows> ReadAsync(
        TrainingSource.OwnDecisions source, DatasetSchema schema, DateTimeOffset known, IReadOnlyDictionary<int, IReadOnlyList<string>> features,
        Action<double> progress, CancellationToken cancellationToken)
    {
        var rows = new OwnRowsBuilder(schema, features);
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        var outcomes = await OutcomesAsync(connection, source, known, cancellationToken);
        var read = 0;
        foreach (var chunk in outcomes.Chunk(LookUp))
        {
            await ReadAsync(connection, chunk.ToDictionary(outcome => outcome.Id, outcome => outcome.IsRepaid), rows, cancellationToken);
            read += chunk.Length;
            progress(read / (double)outcomes.Count);
        }

        return rows.Build(string.Create(
            CultureInfo.InvariantCulture,
            $"the ledger's decisions with outcomes{(source.From is { } from ? $" from {from:u}" : "")}{(source.To is { } to ? $" to {to:u}" : "")}"));
    }

    private static async Task<List<(Guid Id, bool IsRepaid)>> OutcomesAsync(
        NpgsqlConnection connection, TrainingSource.OwnDecisions source, DateTimeOffset known, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Outcomes, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = (source.From ?? DateTimeOffset.UnixEpoch).UtcDateTime });
        command.Parameters.Add(new() { Value = (source.To ?? Ever).UtcDateTime });
        command.Parameters.Add(new() { Value = known.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var outcomes = new List<(Guid, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            outcomes.Add((reader.GetGuid(0), reader.GetString(1) == "repaid"));
        }

        return outcomes;
    }

    private async Task ReadAsync(
        NpgsqlConnection connection, Dictionary<Guid, bool> outcomes, OwnRowsBuilder rows, CancellationToken cancellationToken)
    {
        var places = outcomes.Keys.Select(id => (Id: id, Place: DecisionId.Locate(id))).Where(asked => asked.Place is not null).ToArray();
        await using var command = new NpgsqlCommand(Decisions, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Chain).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Position).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Id).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            if (reader.IsDBNull(5))
            {
                rows.Erased++;
                continue;
            }

            var body = DecisionBody.Read(reader.GetFieldValue<byte[]>(3));
            var application = ApplicationContent.Read(await _vault.OpenAsync(
                new SealedApplication(body.Sealed, reader.GetInt32(4), reader.GetFieldValue<byte[]>(5)), cancellationToken));
            rows.Add(id, reader.GetInt32(1), reader.GetChar(2), application.Values, outcomes[id], Groups(reader.GetString(6)));
        }
    }

    private static Dictionary<string, string> Groups(string attributes) => JsonSerializer.Deserialize<Dictionary<string, string>>(attributes)!;
}
