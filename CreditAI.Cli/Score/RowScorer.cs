using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Score;

/// <summary>Scores the rows of a file one after another.</summary>
internal sealed class RowScorer(Scorecard scorecard, Dataset data, CutOffs? cutOffs, ReasonBasis basis, bool explain)
{
    /// <summary>True when each row that is not approved is to be told what would have approved it.</summary>
    public bool Explains => explain;

    public IEnumerable<ScoredRow> Rows()
    {
        var encoded = scorecard.Encode(data);
        var bins = new ushort[scorecard.Terms.Count];
        for (var row = 0; row < encoded.Count; row++)
        {
            encoded.CopyRow(row, bins);
            var result = scorecard.Score(bins);
            var decision = cutOffs?.Decide(result.Points);
            var counterfactuals = explain && decision is not (null or Decision.Approve) ? scorecard.Counterfactuals(bins, cutOffs!.Approve) : null;
            yield return new ScoredRow(row, result, decision, scorecard.Reasons(bins, basis), counterfactuals);
        }
    }
}
