using CreditAI.Ledger.Registry;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.ScoringApi.Champions;

/// <summary>The model version that decides, ready to score. Immutable: a request keeps the one it began with.</summary>
internal sealed class Champion(ModelVersion model, Scorecard scorecard)
{
    public ModelVersion Model { get; } = model;

    public Scorecard Scorecard { get; } = scorecard;

    public CutOffs CutOffs { get; } = new(model.ApproveAt, model.DeclineBelow);
}
