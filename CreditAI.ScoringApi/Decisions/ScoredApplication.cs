using CreditAI.Ledger.Decisions;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Applications;
using CreditAI.ScoringApi.Champions;

namespace CreditAI.ScoringApi.Decisions;

/// <summary>What a model version makes of an application.</summary>
/// <param name="Reasons">Most points first, at most four.</param>
internal readonly record struct ScoredApplication(ActiveModel Model, ScoreResult Score, PointsLost[] Reasons, Decision Decision)
{
    public static ScoredApplication Of(ActiveModel model, ModelInput input, Policy? policy)
    {
        var score = model.Scorecard.Score(input.Vector);
        Span<PointsLost> reasons = stackalloc PointsLost[ScorecardReasons.Usual];
        var found = model.Scorecard.Explain(input.Vector.Bins, model.ReasonBasisBy(policy), reasons);
        return new ScoredApplication(model, score, reasons[..found].ToArray(), model.CutOffsBy(policy).Decide(score.Points));
    }

    /// <summary>For the record only: without reasons.</summary>
    public static ShadowDecision Shadow(ActiveModel model, ModelInput input, Policy? policy)
    {
        var points = model.Scorecard.Score(input.Vector).Points;
        return new ShadowDecision(model.Model.Version, model.CutOffsBy(policy).Decide(points), points);
    }
}
