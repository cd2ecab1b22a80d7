using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Monitoring.Tallies;
using Npgsql;

namespace CreditAI.Ledger.Fairness.Counting;

/// <summary>Reads outcomes for counting, each with its decision and the outcome it takes the place of.</summary>
internal static class OutcomePage
{
    private const string Page = """
        SELECT o.position, o.decision_id, o.outcome, o.recorded_at, before.outcome, before.recorded_at
        FROM ledger.outcome o LEFT JOIN LATERAL (
            SELECT b.outcome, b.recorded_at FROM ledger.outcome b
            WHERE b.decision_id = o.decision_id AND b.position < o.position ORDER BY b.position DESC LIMIT 1) before ON true
        WHERE o.position > $1 AND o.position <= $1 + $2 ORDER BY o.position
        """;

    // What counts at the end, not what took whose place: of decisions made within a time, and of those recorded within it.
    private const string OfDecided = """
        SELECT DISTINCT ON (o.decision_id) o.position, o.decision_id, o.outcome, o.recorded_at, NULL::text, NULL::timestamptz
        FROM ledger.outcome o
        WHERE o.decision_id >= ledger.uuid_at($1) AND o.decision_id < ledger.uuid_at($2) AND o.position <= $3
        ORDER BY o.decision_id, o.position DESC
        """;

    private const string OfObserved = """
        SELECT o.position, o.decision_id, o.outcome, o.recorded_at, NULL::text, NULL::timestamptz
        FROM ledger.outcome o
        WHERE o.recorded_at >= $1 AND o.recorded_at < $2 AND o.position <= $3 AND NOT EXISTS (
            SELECT FROM ledger.outcome later WHERE later.decision_id = o.decision_id AND later.position > o.position AND later.position <= $3)
        """;

    // Decisions looked up at once.
    private const int LookUp = 10_000;

    private const string Decisions = """
        SELECT d.id, d.model_version, d.decision, d.body, coalesce((
            SELECT b.codes[d.position - b.first + 1] FROM ledger.protected_batch b
            WHERE b.chain = d.chain AND b.first <= d.position ORDER BY b.first DESC LIMIT 1), 0)
        FROM unnest($1, $2, $3) asked (chain, position, id)
            JOIN ledger.decision d ON d.chain = asked.chain AND d.position = asked.position AND d.id = asked.id
        """;

    /// <summary>Counts the outcomes behind a position. Those whose decision retention has removed are passed by: its counts stay as they were.</summary>
    /// <returns>How many outcomes there were.</returns>
    public static async Task<long> CountAsync(NpgsqlConnection connection, long after, int most, PageTallies into, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Page, connection);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = (long)most });
        return await CountAsync(connection, command, into, cancellationToken);
    }

    /// <summary>Counts what counts of the outcomes of a time.</summary>
    /// <param name="basis">Whether it is that of the decisions, or of the records of their outcomes.</param>
    /// <param name="from">From then on.</param>
    /// <param name="to">Before then.</param>
    /// <param name="until">Position of the last outcome that is known.</param>
    /// <param name="into">Counts them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task CountAsync(
        NpgsqlConnection connection, TallyBasis basis, DateTimeOffset from, DateTimeOffset to, long until, PageTallies into, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(basis == TallyBasis.Decided ? OfDecided : OfObserved, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = to.UtcDateTime });
        command.Parameters.Add(new() { Value = until });
        await CountAsync(connection, command, into, cancellationToken);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, NpgsqlCommand command, PageTallies into, CancellationToken cancellationToken)
    {
        var outcomes = new List<(Guid Id, CountedOutcome Outcome)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var hasBefore = !reader.IsDBNull(4);
                outcomes.Add((reader.GetGuid(1), new CountedOutcome(
                    TallyText.ParseOutcome(reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3),
                    hasBefore ? TallyText.ParseOutcome(reader.GetString(4)) : OutcomeState.Unknown,
                    hasBefore ? reader.GetFieldValue<DateTimeOffset>(5) : null)));
            }
        }

        foreach (var chunk in outcomes.Chunk(LookUp))
        {
            var decisions = await DecisionsAsync(connection, [.. chunk.Select(outcome => outcome.Id).Distinct()], cancellationToken);
            foreach (var (id, outcome) in chunk)
            {
                if (decisions.TryGetValue(id, out var decision))
                {
                    into.Add(decision, outcome);
                }
            }
        }

        return outcomes.Count;
    }

    private static async Task<Dictionary<Guid, CountedDecision>> DecisionsAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        var places = ids.Select(id => (Id: id, Place: DecisionId.Locate(id))).Where(asked => asked.Place is not null).ToArray();
        await using var command = new NpgsqlCommand(Decisions, connection);
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Chain).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Position).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Id).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<Guid, CountedDecision>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0), DecisionPage.Read(reader.GetInt32(1), reader.GetChar(2), reader.GetFieldValue<byte[]>(3), reader.GetInt32(4)));
        }

        return found;
    }
}
