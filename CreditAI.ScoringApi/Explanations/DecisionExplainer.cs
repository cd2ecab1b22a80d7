using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Policies;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>Explains recorded decisions, exactly: the scorecard is a sum, so its parts are the explanation.</summary>
internal sealed class DecisionExplainer(ModelRegistry registry, PolicyStore policies, ScorecardCache scorecards)
{
    /// <returns>Null when the registry does not know the model version that decided.</returns>
    /// <exception cref="ArtifactException">Its artifact cannot be had.</exception>
    public async Task<DecidedBy?> FindDecidedByAsync(RecordedDecision decision, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(decision.ModelVersion, cancellationToken) is not { } model)
        {
            return null;
        }

        var policy = decision.PolicyVersion == 0 ? null : (await policies.FindAsync(decision.PolicyVersion, cancellationToken))?.Policy;
        return new DecidedBy(
            await scorecards.GetAsync(model.Sha256, cancellationToken),
            policy?.CutOffs ?? new CutOffs(model.ApproveAt, model.DeclineBelow), policy?.ReasonMethod ?? model.ReasonBasis);
    }

    /// <inheritdoc cref="FindDecidedByAsync"/>
    public async Task<ExplanationResponse?> ExplainAsync(RecordedDecision decision, CancellationToken cancellationToken)
        => await FindDecidedByAsync(decision, cancellationToken) is { } by
            ? ExplanationResponse.Of(by, decision.Bins, decision.Points)
            : null;
}
