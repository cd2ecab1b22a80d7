using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Champions;

/// <summary>A model version ready to score. Immutable: a request keeps the one it began with.</summary>
internal sealed class ActiveModel(ModelVersion model, Scorecard scorecard)
{
    public ModelVersion Model { get; } = model;

    public Scorecard Scorecard { get; } = scorecard;

    public CutOffs CutOffs { get; } = new(model.ApproveAt, model.DeclineBelow);
}
