using System.Text.Json;
using CreditAI.Ledger.Audit;
using CreditAI.Ledger.Decisions;
using Dapper;
using Npgsql;

namespace CreditAI.Ledger.Reviews;

/// <summary>Where a person decided on a decision of the ledger.</summary>
public sealed class ReviewStore(NpgsqlDataSource dataSource, AuditLog audit, TimeProvider time)
{
    private const string Select = """
        SELECT decision_id AS DecisionId, number, decision, reviewer, reason, to_json(principal_reasons)::text AS PrincipalReasons,
            recorded_by AS RecordedBy, recorded_at AS RecordedAt
        FROM ledger.review WHERE decision_id = @decisionId ORDER BY number DESC
        """;

    /// <summary>Adds a review; sending again what the last one says adds nothing. That the decision exists is for the caller to know.</summary>
    /// <returns>The review, and whether it is new.</returns>
    public async Task<(RecordedReview Review, bool Added)> AddAsync(NewReview review, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // One review of a decision at a time, so that two that come together are not both the last.
        await connection.ExecuteAsync(Command(
            "SELECT pg_advisory_xact_lock(hashtextextended(@decisionId::text, 9))", new { decisionId = review.DecisionId }, cancellationToken));
        var last = await connection.QueryFirstOrDefaultAsync<Row>(Command($"{Select} LIMIT 1", new { decisionId = review.DecisionId }, cancellationToken));
        if (last?.ToReview() is { } before && IsSame(before, review))
        {
            return (before, false);
        }

        var added = new RecordedReview(
            review.DecisionId, (last?.Number ?? 0) + 1, review.Decision, review.Reviewer, review.Reason, review.PrincipalReasons, review.RecordedBy,
            Instant.Stored(time.GetUtcNow()));
        await RecordAsync(connection, added, cancellationToken);
        await audit.AppendAsync(
            connection, transaction,
            new AuditEntry(review.RecordedBy, "decision.review", review.DecisionId.ToString(), new { added.Number, decision = added.Decision.ToText(), added.Reviewer, added.Reason }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (added, true);
    }

    /// <returns>A decision's reviews, newest first: the first one's decision is the effective one.</returns>
    public async Task<IReadOnlyList<RecordedReview>> HistoryAsync(Guid decisionId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return [.. (await connection.QueryAsync<Row>(Command(Select, new { decisionId }, cancellationToken))).Select(row => row.ToReview())];
    }

    /// <summary>All that a review writes, in the connection's transaction.</summary>
    private static async Task RecordAsync(NpgsqlConnection connection, RecordedReview review, CancellationToken cancellationToken)
    {
        const string Sql = """
            INSERT INTO ledger.review (decision_id, number, decision, reviewer, reason, principal_reasons, recorded_by, recorded_at)
            VALUES (@DecisionId, @Number, @Decision, @Reviewer, @Reason, @PrincipalReasons, @RecordedBy, @RecordedAt)
            """;
        await connection.ExecuteAsync(Command(Sql, new
        {
            review.DecisionId,
            review.Number,
            Decision = review.Decision.ToText(),
            review.Reviewer,
            review.Reason,
            PrincipalReasons = review.PrincipalReasons.ToArray(),
            review.RecordedBy,
            RecordedAt = review.RecordedAt.UtcDateTime,
        }, cancellationToken));
    }

    private static bool IsSame(RecordedReview before, NewReview review) =>
        (before.Decision, before.Reviewer, before.Reason) == (review.Decision, review.Reviewer, review.Reason)
        && before.PrincipalReasons.SequenceEqual(review.PrincipalReasons);

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken)
        => new(sql, parameters, cancellationToken: cancellationToken);

    private sealed record Row(
        Guid DecisionId, int Number, string Decision, string Reviewer, string Reason, string PrincipalReasons, string RecordedBy, DateTime RecordedAt)
    {
        public RecordedReview ToReview() => new(
            DecisionId, Number, DecisionText.Parse(Decision), Reviewer, Reason, JsonSerializer.Deserialize<string[]>(PrincipalReasons)!, RecordedBy, RecordedAt);
    }
}
