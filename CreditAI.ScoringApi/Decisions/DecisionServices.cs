using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Explanations;
using CreditAI.ScoringApi.Paging;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>What the decision endpoints need beside the request.</summary>
internal sealed class DecisionServices(
    ChampionHolder models,
    Decider decider,
    IDecisionLedger ledger,
    DecisionReader reader,
    ScorecardCache scorecards,
    DecisionExplainer explainer,
    StreamRoom streams,
    DecisionMetrics metrics,
    TimeProvider time)
{
    public ChampionHolder Models { get; } = models;

    public Decider Decider { get; } = decider;

    public IDecisionLedger Ledger { get; } = ledger;

    public DecisionReader Reader { get; } = reader;

    public DecisionMetrics Metrics { get; } = metrics;

    public StreamRoom Streams { get; } = streams;

    public TimeProvider Time { get; } = time;

    /// <returns>The decision as it was answered, or null when the ledger has none of this id.</returns>
    public async Task<DecisionResponse?> FindAsync(Guid id, bool explain, CancellationToken cancellationToken)
    {
        if (await Reader.FindAsync(id, cancellationToken) is not { } decision)
        {
            return null;
        }

        var response = await TellAsync(decision, cancellationToken);
        return explain ? response with { Explanation = await explainer.ExplainAsync(decision, cancellationToken) } : response;
    }

    /// <param name="list">Lists the decisions older than one, at most so many.</param>
    public async Task<DecisionPage> ListAsync(
        Func<Guid?, int, Task<IReadOnlyList<RecordedDecision>>> list, PageRequest<Guid> page, CancellationToken cancellationToken)
    {
        var (decisions, next) = page.Cut(await list(page.Behind, page.Asked), decision => decision.Id);
        var told = new DecisionResponse[decisions.Length];
        for (var index = 0; index < told.Length; index++)
        {
            told[index] = await TellAsync(decisions[index], cancellationToken);
        }

        return new DecisionPage(told, next);
    }

    private async Task<DecisionResponse> TellAsync(RecordedDecision decision, CancellationToken cancellationToken)
        => DecisionResponse.From(decision, await scorecards.GetAsync(decision.ModelSha256, cancellationToken));
}
