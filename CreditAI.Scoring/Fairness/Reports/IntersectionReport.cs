using CreditAI.Scoring.Fairness.Frames;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>Attributes crossed: a group may fare badly that none of its attributes shows.</summary>
public sealed record IntersectionReport
{
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Every combination; those that nobody is in are undefined.</summary>
    public required MetricFrame Decisions { get; init; }

    /// <summary>Combinations with fewer rows than the stated least.</summary>
    public required IReadOnlyList<string> TooFewToSay { get; init; }

    internal static IntersectionReport Of(DecisionRows rows, IReadOnlyList<Grouping> attributes, int minimumN)
    {
        var crossed = Grouping.Cross(attributes);
        var frame = AttributeReport.Frame(rows, crossed);
        return new IntersectionReport
        {
            Columns = [.. attributes.Select(attribute => attribute.Name)],
            Decisions = frame,
            TooFewToSay = [.. crossed.Groups.Where((_, group) => frame.ByGroup(group, DecisionMetrics.SelectionRate).N < minimumN)],
        };
    }
}
