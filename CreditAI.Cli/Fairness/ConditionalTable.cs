using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness;

/// <summary>One attribute within each level of a control feature, as the text and the page both show it.</summary>
internal static class ConditionalTable
{
    public static readonly string[] Headers = ["level", "n", "approved", "difference between groups", "ratio between groups"];

    public static IEnumerable<IReadOnlyList<string>> Rows(ConditionalReport conditional) => conditional.Levels.Select(level => (string[])
    [
        level.Level,
        Figures.Whole((long)(level.Decisions.Overall("count").Value ?? 0)),
        Figures.Percent(level.Decisions.Overall(DecisionMetrics.SelectionRate)),
        Figures.Percent(level.Decisions.Between(DecisionMetrics.SelectionRate).Difference),
        Figures.Ratio(level.Decisions.Between(DecisionMetrics.SelectionRate).Ratio),
    ]);
}
