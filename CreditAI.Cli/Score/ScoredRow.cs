using CreditAI.Scoring.Counterfactuals;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Cli.Score;

/// <param name="Row">0-based index in the file.</param>
/// <param name="Result">Points and probability of default.</param>
/// <param name="Decision">Null without cut-offs.</param>
/// <param name="Reasons">What cost the most points, whatever was decided; empty when nothing did.</param>
/// <param name="Counterfactuals">What would have approved it; null when that was not asked or it is approved, empty when no allowed change would.</param>
internal sealed record ScoredRow(
    int Row, ScoreResult Result, Decision? Decision, IReadOnlyList<Reason> Reasons, IReadOnlyList<Counterfactual>? Counterfactuals)
{
    private const string NoneFound = "No allowed change would have been enough.";

    /// <summary>approve, refer or decline; empty without cut-offs.</summary>
    public string DecisionText => Decision?.ToString().ToLowerInvariant() ?? "";

    /// <summary>The counterfactuals in sentences, or one that says there is none; empty when there is nothing to tell.</summary>
    public IReadOnlyList<string> CounterfactualTexts => Counterfactuals switch
    {
        null => [],
        [] => [NoneFound],
        var found => [.. found.Select(one => one.Text)],
    };
}
