using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>One attribute compared within each level of a control feature (conditional parity; Fairlearn's control features).</summary>
public sealed record ConditionalReport
{
    public required string Sensitive { get; init; }

    public required string Control { get; init; }

    /// <summary>A frame per level, its overall being the level's own.</summary>
    public required IReadOnlyList<(string Level, MetricFrame Decisions)> Levels { get; init; }

    internal static ConditionalReport Of(DecisionRows rows, Grouping sensitive, Grouping control) => new()
    {
        Sensitive = sensitive.Name,
        Control = control.Name,
        Levels =
        [
            .. control.Groups.Zip(control.Members(), (level, members) => (
                level, AttributeReport.Frame(rows.Select(members), sensitive.Select(members)))),
        ],
    };
}
