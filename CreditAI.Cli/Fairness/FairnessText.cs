using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness;

/// <summary>A fairness report as tables: what an analyst looks at first; the rest is in the JSON.</summary>
internal static class FairnessText
{
    public static void Write(FairnessReport report, DecisionColumns columns)
    {
        Screen.Title($"Fairness of {columns.Decision} against {columns.Label}: {Figures.Whole(report.Request.Rows.Count)} rows, 95 % intervals");
        foreach (var attribute in report.Attributes)
        {
            WriteAttribute(attribute, report.Request.MinimumN);
        }

        if (report.Intersection is { } intersection)
        {
            WriteIntersection(intersection, report.Request.MinimumN);
        }

        if (report.Conditional is { } conditional)
        {
            WriteConditional(conditional);
        }
    }

    public static string Verdict(ImpactVerdict verdict) => verdict switch
    {
        ImpactVerdict.TooFewToSay => "too few to say",
        ImpactVerdict.Undefined => Figures.Undefined,
        ImpactVerdict.FourFifthsKept => "four fifths kept",
        ImpactVerdict.BelowFourFifthsByChance => "below four fifths, may be chance",
        _ => "adverse impact",
    };

    /// <summary>A summary measure's name in words.</summary>
    public static string Named(string measure) => measure.Replace("__", ", ", StringComparison.Ordinal).Replace('_', ' ');

    public static string P(Measure measure) => measure.Value switch
    {
        null => Figures.Undefined,
        < 0.0001 => "< 0.0001",
        { } p => p.ToString("0.0000", CultureInfo.InvariantCulture),
    };

    private static void WriteAttribute(AttributeReport attribute, int minimumN)
    {
        var chosen = attribute.PrivilegedGiven ? "privileged" : "highest selection rate";
        Screen.Title($"By {attribute.Name}, against '{attribute.Privileged}' ({chosen})");
        Screen.Table(
            ["group", "n", "approved", "approved of favourable", "approved of unfavourable", "right"],
            [.. attribute.Decisions.Groups.Select((group, index) => Row(group, metric => attribute.Decisions.ByGroup(index, metric))),
                Row("(all)", attribute.Decisions.Overall)]);
        Screen.Table(
            ["against the others", "impact ratio", "difference", "p (Fisher)", "score SMD", "verdict"],
            attribute.FairLending.Groups.Append(("(all others)", attribute.FairLending.AllOthers)).Select(Row),
            lastIsText: true);
        if (attribute.Scores is { } scores)
        {
            WriteScores(attribute, scores);
        }

        WriteSummary(attribute);
        if (attribute.TooFewToSay.Count > 0)
        {
            Screen.Line($"fewer than {minimumN} rows, too few to say: {string.Join(", ", attribute.TooFewToSay)}");
        }
    }

    private static string[] Row(string group, Func<string, Measure> of) =>
    [
        group,
        Figures.Whole((long)(of("count").Value ?? 0)),
        Figures.Percent(of(DecisionMetrics.SelectionRate)),
        Figures.Percent(of(DecisionMetrics.TruePositiveRate)),
        Figures.Percent(of(DecisionMetrics.FalsePositiveRate)),
        Figures.Percent(of("accuracy")),
    ];

    private static string[] Row((string Group, SelectionContrast Contrast) row) =>
    [
        row.Group,
        Figures.Ratio(row.Contrast.AdverseImpactRatio),
        Figures.Percent(row.Contrast.MarginalEffect),
        P(row.Contrast.FisherExactP),
        row.Contrast.StandardizedMeanDifference is { } difference ? Figures.Short(difference.Value) : "–",
        Verdict(row.Contrast.Verdict),
    ];

    private static void WriteScores(AttributeReport attribute, MetricFrame scores) => Screen.Table(
        ["scores of", "AUC", "KS", "Brier", "mean score", "observed", "calibration error"],
        scores.Groups.Select((group, index) => (string[])
        [
            group,
            Figures.Ratio(scores.ByGroup(index, "roc_auc")),
            Figures.Short(scores.ByGroup(index, "ks").Value),
            Figures.Short(scores.ByGroup(index, "brier").Value),
            Figures.Short(scores.ByGroup(index, "mean_score").Value),
            Figures.Short(attribute.Calibration[index].Calibration.Observed.Value),
            Figures.Short(attribute.Calibration[index].Calibration.ExpectedError.Value),
        ]));

    private static void WriteSummary(AttributeReport attribute)
    {
        var bootstrap = attribute.Bootstrap.ToDictionary(one => one.Name, one => one.Interval, StringComparer.Ordinal);
        Screen.Table(["between groups", "value"], ParitySummary.Of(attribute.Decisions)
            .Where(measure => measure.Name.Contains("between_groups", StringComparison.Ordinal))
            .Select(measure => (string[])
            [
                Named(measure.Name.Replace("__between_groups", "", StringComparison.Ordinal)),
                measure.Measure.Undefined is { } reason
                    ? $"{Figures.Undefined}: {reason}"
                    : Figures.Short(measure.Measure.Value) + (bootstrap.GetValueOrDefault(measure.Name) is { } interval
                        ? $" ({Figures.Short(interval.Low)}–{Figures.Short(interval.High)})"
                        : ""),
            ]));
    }

    private static void WriteIntersection(IntersectionReport intersection, int minimumN)
    {
        Screen.Title($"Crossed: {string.Join(" and ", intersection.Columns)}");
        Screen.Table(
            ["group", "n", "approved", "approved of favourable", "approved of unfavourable", "right"],
            intersection.Decisions.Groups.Select((group, index) => Row(group, metric => intersection.Decisions.ByGroup(index, metric))));
        if (intersection.TooFewToSay.Count > 0)
        {
            Screen.Line($"fewer than {minimumN} rows, too few to say: {string.Join(", ", intersection.TooFewToSay)}");
        }
    }

    private static void WriteConditional(ConditionalReport conditional)
    {
        Screen.Title($"{conditional.Sensitive} within each level of {conditional.Control}");
        Screen.Table(ConditionalTable.Headers, ConditionalTable.Rows(conditional));
    }
}
