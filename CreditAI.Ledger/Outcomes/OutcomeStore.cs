using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Notifications;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace CreditAI.Ledger.Outcomes;

/// <summary>How credits turned out. Outcomes are never edited: another one of the same decision counts from then on, and the history stays.</summary>
public sealed class OutcomeStore(NpgsqlDataSource dataSource, DecisionReader decisions, TimeProvider time)
{
    private const string Columns =
        "position, decision_id AS DecisionId, outcome, observed_at AS ObservedAt, source, recorded_by AS RecordedBy, recorded_at AS RecordedAt";

    /// <summary>Records outcomes in one transaction; sending the same again changes nothing.</summary>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<OutcomeEffect>> RecordAsync(IReadOnlyList<NewOutcome> outcomes, string by, CancellationToken cancellationToken)
    {
        var ids = outcomes.Select(outcome => outcome.DecisionId).Distinct().ToArray();
        var known = await decisions.ExistAsync(ids, cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The lock holds until the commit: positions become visible in order, and what counts cannot change while it is compared with.
        var position = await connection.QuerySingleAsync<long>(Command("SELECT position FROM ledger.outcome_position FOR UPDATE", null, cancellationToken));
        var counting = await CountingAsync(connection, ids, cancellationToken);
        var effects = new OutcomeEffect[outcomes.Count];
        var added = new List<NewOutcome>();
        for (var index = 0; index < effects.Length; index++)
        {
            var outcome = outcomes[index] with { ObservedAt = Instant.Stored(outcomes[index].ObservedAt) };
            effects[index] = !known.Contains(outcome.DecisionId) ? OutcomeEffect.UnknownDecision
                : !counting.TryGetValue(outcome.DecisionId, out var before) ? OutcomeEffect.Recorded
                : before == outcome ? OutcomeEffect.Unchanged
                : OutcomeEffect.Superseded;
            if (effects[index] is OutcomeEffect.Recorded or OutcomeEffect.Superseded)
            {
                counting[outcome.DecisionId] = outcome;
                added.Add(outcome);
            }
        }

        if (added.Count > 0)
        {
            await InsertAsync(connection, position, added, by, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return effects;
    }

    /// <returns>A decision's outcomes, newest first: the first one counts.</returns>
    public async Task<IReadOnlyList<RecordedOutcome>> HistoryAsync(Guid decisionId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {Columns} FROM ledger.outcome WHERE decision_id = @decisionId ORDER BY position DESC", new { decisionId }, cancellationToken));
        return [.. rows.Select(row => row.ToOutcome())];
    }

    /// <summary>For followers: who remembers the last position read, and asks from there on, sees every outcome exactly once.</summary>
    /// <param name="after">The last position read; 0 at first.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>By position, without gaps.</returns>
    public async Task<IReadOnlyList<RecordedOutcome>> FollowAsync(long after, int most, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT {Columns} FROM ledger.outcome WHERE position > @after ORDER BY position LIMIT @most", new { after, most }, cancellationToken));
        return [.. rows.Select(row => row.ToOutcome())];
    }

    private static async Task<Dictionary<Guid, NewOutcome>> CountingAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<Row>(Command(
            $"SELECT DISTINCT ON (decision_id) {Columns} FROM ledger.outcome WHERE decision_id = ANY(@ids) ORDER BY decision_id, position DESC",
            new { ids }, cancellationToken));
        return rows.Select(row => row.ToOutcome())
            .ToDictionary(outcome => outcome.DecisionId, outcome => new NewOutcome(outcome.DecisionId, outcome.Outcome, outcome.ObservedAt, outcome.Source));
    }

    private async Task InsertAsync(
        NpgsqlConnection connection, long position, List<NewOutcome> added, string by, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO ledger.outcome (position, decision_id, outcome, observed_at, source, recorded_by, recorded_at)
            SELECT $1 + row.ordinal, row.decision_id, row.outcome, row.observed_at, row.source, $6, $7
            FROM unnest($2, $3, $4, $5) WITH ORDINALITY AS row (decision_id, outcome, observed_at, source, ordinal)
            """;
        await using var insert = new NpgsqlCommand(Sql, connection);
        insert.Parameters.Add(new() { Value = position });
        insert.Parameters.Add(new() { Value = added.Select(outcome => outcome.DecisionId).ToArray() });
        insert.Parameters.Add(new() { Value = added.Select(outcome => outcome.Outcome.ToText()).ToArray() });
        insert.Parameters.Add(new()
        {
            Value = added.Select(outcome => outcome.ObservedAt.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        insert.Parameters.Add(new() { Value = added.Select(outcome => outcome.Source).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        insert.Parameters.Add(new() { Value = by });
        insert.Parameters.Add(new() { Value = Instant.Stored(time.GetUtcNow()).UtcDateTime });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await connection.ExecuteAsync(Command(
            $"UPDATE ledger.outcome_position SET position = @last; NOTIFY {Channels.Outcome}", new { last = position + added.Count }, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        long Position, Guid DecisionId, string Outcome, DateTime ObservedAt, string? Source, string RecordedBy, DateTime RecordedAt)
    {
        public RecordedOutcome ToOutcome() => new(
            Position, DecisionId, OutcomeText.Find(Outcome) ?? throw new FormatException($"'{Outcome}' is no outcome."),
            ObservedAt, Source, RecordedBy, RecordedAt);
    }
}
