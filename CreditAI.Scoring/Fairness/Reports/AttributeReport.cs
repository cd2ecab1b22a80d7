using CreditAI.Scoring.Fairness.Aif;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Quality;
using CreditAI.Scoring.Schema;

namespace CreditAI.Scoring.Fairness.Reports;

/// <summary>Everything measured by one protected attribute.</summary>
public sealed record AttributeReport
{
    private const int DrawnPoints = 200;

    public required string Name { get; init; }

    public required string Privileged { get; init; }

    /// <summary>False: none was named, and it is the group with the highest selection rate of those with enough rows.</summary>
    public required bool PrivilegedGiven { get; init; }

    /// <summary>Groups with fewer rows than the stated least: their numbers stand, and nothing is concluded from them.</summary>
    public required IReadOnlyList<string> TooFewToSay { get; init; }

    /// <summary>Of decisions, rows counting one each.</summary>
    public required MetricFrame Decisions { get; init; }

    /// <summary>Of decisions, by weight; null without weights.</summary>
    public required MetricFrame? WeightedDecisions { get; init; }

    /// <summary>Of scores, rows counting one each; null without scores.</summary>
    public required MetricFrame? Scores { get; init; }

    public required AifFairness Aif { get; init; }

    /// <summary>Null without weights.</summary>
    public required AifFairness? WeightedAif { get; init; }

    public required FairLendingAttribute FairLending { get; init; }

    /// <summary>By group; empty without scores.</summary>
    public required IReadOnlyList<(string Group, Calibration Calibration)> Calibration { get; init; }

    /// <summary>By group; empty without scores.</summary>
    public required IReadOnlyList<(string Group, IReadOnlyList<NamedMeasure> Measures)> Quality { get; init; }

    /// <summary>By group, thinned for drawing; empty without scores.</summary>
    public required IReadOnlyList<(string Group, IReadOnlyList<(double FalsePositiveRate, double TruePositiveRate)> Curve)> Roc { get; init; }

    /// <summary>Bootstrap intervals of the summary and of every adverse impact ratio; empty where none were asked for.</summary>
    public required IReadOnlyList<(string Name, Interval? Interval)> Bootstrap { get; init; }

    internal static AttributeReport Of(FairnessRequest request, Grouping grouping, string? privileged)
    {
        var (rows, each) = (request.Rows, request.Rows.Unweighted());
        var confusions = each.ConfusionBy(grouping.Codes, grouping.Groups.Count);
        var reference = privileged ?? HighestRate(grouping, confusions, request.MinimumN);
        (string Group, ScoredRows Rows)[] scored = rows.HasScores
            ? [.. grouping.Groups.Zip(grouping.Members(), (group, members) => (group, each.Select(members).Scored()))]
            : [];
        return new AttributeReport
        {
            Name = grouping.Name,
            Privileged = reference,
            PrivilegedGiven = privileged is not null,
            TooFewToSay = [.. grouping.Groups.Where((_, group) => confusions[group].All.Rows < request.MinimumN)],
            Decisions = Frame(each, grouping),
            WeightedDecisions = rows.HasWeights ? Frame(rows, grouping) : null,
            Scores = rows.HasScores ? MetricFrame.Of(ScoreMetrics.All, scored, each.Scored()) : null,
            Aif = AifFairness.Of(each, grouping, reference),
            WeightedAif = rows.HasWeights ? AifFairness.Of(rows, grouping, reference) : null,
            FairLending = FairLendingAttribute.Of(each, grouping, reference, request.MinimumN),
            Calibration = [.. scored.Select(group => (group.Group, CreditAI.Scoring.Fairness.Quality.Calibration.Of(group.Rows)))],
            Quality = [.. scored.Select(group => (group.Group, ScoreQuality.Of(group.Rows)))],
            Roc = [.. scored.Select(group => (group.Group, RocCurve.Of(group.Rows, DrawnPoints)))],
            Bootstrap = request.Bootstrap is { } options
                ? Bootstraps.Bootstrap.Percentiles(each, grouping, options, (groups, overall) => Statistics(grouping, reference, groups, overall))
                : [],
        };
    }

    internal static MetricFrame Frame(DecisionRows rows, Grouping grouping) =>
        Frame(grouping, rows.ConfusionBy(grouping.Codes, grouping.Groups.Count), rows.Confusion());

    private static MetricFrame Frame(Grouping grouping, Confusion[] groups, Confusion overall) =>
        MetricFrame.Of(DecisionMetrics.All, [.. grouping.Groups.Zip(groups)], overall);

    private static IReadOnlyList<NamedMeasure> Statistics(Grouping grouping, string privileged, Confusion[] groups, Confusion overall)
    {
        var control = groups[grouping.Groups.Index().Single(pair => pair.Item == privileged).Index];
        return
        [
            .. ParitySummary.Of(Frame(grouping, groups, overall)),
            .. grouping.Groups.Zip(groups)
                .Where(pair => pair.First != privileged)
                .Select(pair => new NamedMeasure(
                    $"adverse_impact_ratio:{pair.First}", new SelectionContrast(pair.Second, control, 0).AdverseImpactRatio)),
        ];
    }

    // A handful of rows, or those whose group nobody knows, are nothing to measure the others by unless there is nothing else.
    private static string HighestRate(Grouping grouping, Confusion[] confusions, int minimumN) => grouping.Groups.Zip(confusions)
        .OrderByDescending(pair => pair.Second.All.Rows >= minimumN && pair.First != ProtectedAttribute.MissingGroup)
        .ThenByDescending(pair => pair.Second.SelectionRate.Value ?? -1).First().First;
}
