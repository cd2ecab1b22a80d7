using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Models;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>What the decision endpoints need beside the request.</summary>
internal sealed class DecisionServices(
    ChampionHolder models, Decider decider, IDecisionLedger ledger, DecisionReader reader, ScorecardCache scorecards, DecisionMetrics metrics, TimeProvider time)
{
    public ChampionHolder Models { get; } = models;

    public Decider Decider { get; } = decider;

    public IDecisionLedger Ledger { get; } = ledger;

    public DecisionMetrics Metrics { get; } = metrics;

    public TimeProvider Time { get; } = time;

    /// <returns>The decision as it was answered, or null when the ledger has none of this id.</returns>
    public async Task<DecisionResponse?> FindAsync(Guid id, CancellationToken cancellationToken)
        => await reader.FindAsync(id, cancellationToken) is { } decision
            ? DecisionResponse.From(decision, await scorecards.GetAsync(decision.ModelSha256, cancellationToken))
            : null;
}
