using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Reviews;
using CreditAI.ScoringApi.Explanations;

namespace CreditAI.ScoringApi.Notices;

/// <summary>What a notice is made from beside the request.</summary>
internal sealed class NoticeServices(
    DecisionReader decisions, ReviewStore reviews, PolicyStore policies, DecisionExplainer explainer, TimeProvider time)
{
    public DecisionReader Decisions { get; } = decisions;

    public ReviewStore Reviews { get; } = reviews;

    public PolicyStore Policies { get; } = policies;

    public DecisionExplainer Explainer { get; } = explainer;

    public TimeProvider Time { get; } = time;
}
