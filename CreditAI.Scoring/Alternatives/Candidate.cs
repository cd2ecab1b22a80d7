using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Evaluations;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Alternatives;

/// <summary>A trained member with its points on every row and the cut-off that approves the asked share of the training rows.</summary>
internal sealed record Candidate(AlternativeSpec Spec, Scorecard Scorecard, double[] Points, double ApproveAt)
{
    public static Candidate Of(AlternativeSpec spec, Scorecard scorecard, Dataset data, int[] train, SearchOptions options)
    {
        var points = scorecard.Points(scorecard.Encode(data));
        return new Candidate(spec, scorecard, points, CutOffs.FromRates(ScoreQuantiles.Of(points, train), options.ApprovalRate).Approve);
    }
}
