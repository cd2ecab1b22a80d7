using CreditAI.Ledger.Decisions;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>What the decision endpoints need beside the request.</summary>
internal sealed class DecisionServices(
    ChampionHolder champions, Decider decider, DecisionReader reader, DecisionMetrics metrics, TimeProvider time)
{
    public ChampionHolder Champions { get; } = champions;

    public Decider Decider { get; } = decider;

    public DecisionReader Reader { get; } = reader;

    public DecisionMetrics Metrics { get; } = metrics;

    public TimeProvider Time { get; } = time;
}
