using CreditAI.Ledger.Decisions;
using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;

namespace CreditAI.ScoringApi.Explanations;

/// <summary>Explains recorded decisions, exactly: the scorecard is a sum, so its parts are the explanation.</summary>
internal sealed class DecisionExplainer(ModelRegistry registry, ScorecardCache scorecards)
{
    /// <returns>Null when the registry does not know the model version that decided.</returns>
    /// <exception cref="ArtifactException">Its artifact cannot be had.</exception>
    public async Task<DecidedBy?> FindDecidedByAsync(RecordedDecision decision, CancellationToken cancellationToken)
        => await registry.FindAsync(decision.ModelVersion, cancellationToken) is { } model
            ? new DecidedBy(
                await scorecards.GetAsync(model.Sha256, cancellationToken), new CutOffs(model.ApproveAt, model.DeclineBelow), model.ReasonBasis)
            : null;

    /// <inheritdoc cref="FindDecidedByAsync"/>
    public async Task<ExplanationResponse?> ExplainAsync(RecordedDecision decision, CancellationToken cancellationToken)
        => await FindDecidedByAsync(decision, cancellationToken) is { } by
            ? ExplanationResponse.Of(by, RecordedInputs.Bins(decision, by.Scorecard), decision.Points)
            : null;
}
