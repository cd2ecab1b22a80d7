using CreditAI.Scoring.Data;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Score;

/// <summary>Scores the rows of a file one after another.</summary>
internal sealed class RowScorer(Scorecard scorecard, Dataset data, CutOffs? cutOffs, ReasonBasis basis)
{
    public IEnumerable<ScoredRow> Rows()
    {
        var encoded = scorecard.Encode(data);
        var bins = new ushort[scorecard.Terms.Count];
        for (var row = 0; row < encoded.Count; row++)
        {
            encoded.CopyRow(row, bins);
            var result = scorecard.Score(bins);
            yield return new ScoredRow(row, result, cutOffs?.Decide(result.Points), scorecard.Reasons(bins, basis));
        }
    }
}
