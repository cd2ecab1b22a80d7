using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Score;

/// <param name="Row">0-based index in the file.</param>
/// <param name="Result">Points and probability of default.</param>
/// <param name="Decision">Null without cut-offs.</param>
/// <param name="Reasons">What cost the most points, whatever was decided; empty when nothing did.</param>
internal sealed record ScoredRow(int Row, ScoreResult Result, Decision? Decision, IReadOnlyList<Reason> Reasons)
{
    /// <summary>approve, refer or decline; empty without cut-offs.</summary>
    public string DecisionText => Decision?.ToString().ToLowerInvariant() ?? "";
}
