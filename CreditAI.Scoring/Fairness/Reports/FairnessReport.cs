using CreditAI.Scoring.Data;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Quality;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>Fairness of decisions by every protected attribute, crossed, and within a control feature's levels.</summary>
public sealed record FairnessReport
{
    public required FairnessRequest Request { get; init; }

    public required IReadOnlyList<AttributeReport> Attributes { get; init; }

    /// <summary>Null where fewer than two attributes are crossed.</summary>
    public required IntersectionReport? Intersection { get; init; }

    /// <summary>Null without a control feature.</summary>
    public required ConditionalReport? Conditional { get; init; }

    /// <summary>Of all rows; null without scores.</summary>
    public required Calibration? Calibration { get; init; }

    /// <exception cref="ArgumentException">There are no rows, no protected attribute, a privileged group without rows, or no attribute beside the control feature.</exception>
    public static FairnessReport Of(FairnessRequest request)
    {
        if (request.Rows.Count == 0 || request.Protected.Count == 0)
        {
            throw new ArgumentException("there must be rows and a protected attribute", nameof(request));
        }

        Grouping[] groupings = [.. request.Protected.Select(column => Grouping.Of(column, request.LeaveMissingOut))];
        var each = request.Rows.Unweighted();
        return new FairnessReport
        {
            Request = request,
            Attributes = [.. groupings.Zip(request.Protected, (grouping, column) => AttributeReport.Of(request, grouping, PrivilegedOf(grouping, column)))],
            Intersection = request.Intersection.Count > 1
                ? IntersectionReport.Of(each, [.. request.Intersection.Select(index => groupings[index])], request.MinimumN)
                : null,
            Conditional = request.Control is { } control ? ConditionalReport.Of(each, Compared(groupings, control), Grouping.Of(control)) : null,
            Calibration = request.Rows.HasScores ? Quality.Calibration.Of(each.Scored()) : null,
        };
    }

    private static Grouping Compared(Grouping[] groupings, GroupColumn control) =>
        Array.Find(groupings, grouping => grouping.Name != control.Attribute.Name)
        ?? throw new ArgumentException($"{control.Attribute.Name} cannot be compared within its own levels");

    private static string? PrivilegedOf(Grouping grouping, GroupColumn column)
    {
        if (grouping.Groups.Count == 0)
        {
            throw new ArgumentException($"{grouping.Name}: every row's group is missing");
        }

        return column.Attribute.Privileged is not { } privileged || grouping.Groups.Contains(privileged)
            ? column.Attribute.Privileged
            : throw new ArgumentException($"{grouping.Name}: no row is of the privileged group '{privileged}'; there are {string.Join(", ", grouping.Groups)}");
    }
}
