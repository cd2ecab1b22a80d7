using CreditAI.Ledger.Outcomes;

namespace CreditAI.ScoringApi.Outcomes;

/// <summary>Records the rows that can be, and tells of all of them in place.</summary>
internal sealed class OutcomeRecorder(OutcomeStore store)
{
    /// <param name="rows">As sent.</param>
    /// <param name="first">The place of the first among all that were sent.</param>
    /// <param name="by">Who sends them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<OutcomeResult>> RecordAsync(
        IReadOnlyList<OutcomeRow> rows, int first, string by, CancellationToken cancellationToken)
    {
        NewOutcome[] valid = [.. rows.Select(row => row.Outcome).OfType<NewOutcome>()];
        var effects = valid.Length > 0 ? await store.RecordAsync(valid, by, cancellationToken) : [];
        var results = new OutcomeResult[rows.Count];
        var next = 0;
        for (var index = 0; index < results.Length; index++)
        {
            var row = rows[index];
            results[index] = row.Outcome is null
                ? new OutcomeResult(first + index, row.DecisionId, StatusCodes.Status400BadRequest, "refused", row.Errors.ByField)
                : Tell(first + index, row.Outcome.DecisionId, effects[next++]);
        }

        return results;
    }

    private static OutcomeResult Tell(int index, Guid decisionId, OutcomeEffect effect) => effect switch
    {
        OutcomeEffect.Recorded => new(index, decisionId, StatusCodes.Status201Created, "recorded", null),
        OutcomeEffect.Superseded => new(index, decisionId, StatusCodes.Status201Created, "superseded", null),
        OutcomeEffect.Unchanged => new(index, decisionId, StatusCodes.Status200OK, "unchanged", null),
        _ => new(index, decisionId, StatusCodes.Status404NotFound, "refused", new Dictionary<string, string[]>
        {
            ["decisionId"] = [$"the ledger holds no decision {decisionId}"],
        }),
    };
}
