using System.Globalization;
using System.Text;
using CreditAI.Cli.Pages;
using CreditAI.Cli.Running;
using CreditAI.Ledger.Fairness.Findings;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Watching;
using CreditAI.Scoring.Policies;

namespace CreditAI.Cli.Report;

/// <summary>The report of a day and a model version as one page.</summary>
internal static class DayPage
{
    public static byte[] Render(DayReport report) => HtmlPage.Render(Title(report), Parts(report));

    private static string Title(DayReport report)
        => string.Create(CultureInfo.InvariantCulture, $"Fairness of {report.Model.Name}, version {report.Model.Version}, on {report.Day:yyyy-MM-dd}");

    private static IEnumerable<string> Parts(DayReport report)
    {
        var everybody = report.Window.Everybody;
        yield return $"<h1>{Svg.Escape(Title(report))}</h1>";
        yield return $"<p class=\"soft\">{Figures.Whole(everybody.N)} decisions, {Figures.Whole(everybody.Approved)} approved; {Figures.Whole(everybody.Known)} outcomes known"
            + $" by {Time(report.WrittenAt)}, when this was written. Days are UTC, intervals 95 %. Artifact SHA-256 <code>{report.Model.Sha256}</code>.</p>";
        yield return Recounted(report);
        yield return "<h2>Findings</h2>";
        yield return Findings(report.Findings);
        foreach (var part in report.Window.Attributes.SelectMany(AttributePart.Draw))
        {
            yield return part;
        }

        yield return "<h2>The days before</h2>";
        yield return Before(report);
        yield return "<h2>The policy</h2>";
        yield return Policy(report);
        yield return Methods(report.Policy.Policy.Fairness);
    }

    private static string Recounted(DayReport report)
    {
        if (report.Differences.Count == 0)
        {
            return "<div class=\"box\"><p><span class=\"good\">Counted again</span> from the decision ledger before this page was written: every count is the ledger’s.</p></div>";
        }

        return $"<div class=\"box\"><p><span class=\"bad\">{report.Differences.Count} counts are not the ledger’s</span>; what stands below is what was counted.</p>"
            + Table.Draw(["count", "counted", "in the ledger"], report.Differences.Select(difference => (string[])
                [difference.What, Figures.Whole(difference.Counted), Figures.Whole(difference.Recounted)])) + "</div>";
    }

    private static string Findings(IReadOnlyList<Finding> findings) => findings.Count == 0
        ? "<p>None was open on the day.</p>"
        : Table.Draw(
            ["measure", "severity", "of", "against", "value", "threshold", "n", "rates", "when"],
            findings.Select(finding =>
            {
                var verdict = finding.Verdict;
                return (string[])
                [
                    verdict.Measure,
                    Table.Cell(verdict.Severity!.Value.ToText(), verdict.Severity == Severity.Critical ? "bad" : "text"),
                    Table.Cell(verdict.Attribute.Length == 0 ? "everybody" : verdict.Group.Length == 0 ? verdict.Attribute : $"{verdict.Attribute}: {verdict.Group}", "text"),
                    Table.Cell(verdict.Reference, "text"),
                    Figures.Ratio(verdict.Value),
                    Figures.Short(verdict.Threshold),
                    $"{Figures.Whole(verdict.Value.N)} / {Figures.Whole(verdict.ReferenceN)}",
                    verdict.Observed is { } observed ? $"{Figures.Short(observed)} / {Figures.Short(verdict.Expected)}" : "",
                    Table.Cell(When(finding), "text"),
                ];
            }));

    private static string When(Finding finding)
        => $"{(finding.Verdict.Since is { } since ? $"since {Time(since)}, " : "")}found {Time(finding.OpenedAt)}, {(finding.ClosedAt is { } closed ? $"closed {Time(closed)}" : "open")}";

    private static string Before(DayReport report) => Table.Draw(
        ["day", "decisions", "approved", "outcomes known", "defaulted", "largest parity difference", "smallest impact ratio"],
        report.Before.Select(day => (string[])
        [
            day.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Figures.Whole(day.Everybody.N),
            Figures.Percent(day.Everybody.Measures.Of("selection_rate")),
            Figures.Whole(day.Everybody.Known),
            Figures.Percent(day.Everybody.Measures.Of("default_rate")),
            Extreme(
                day.Attributes.Select(attribute => (attribute.Attribute, attribute.Measures.Of("demographic_parity_difference"))), most: true),
            Extreme(
                day.Attributes.SelectMany(attribute => attribute.Groups.Select(
                    group => ($"{attribute.Attribute}: {group.Group}", group.Measures.Of("adverse_impact_ratio")))), most: false),
        ]));

    private static string Extreme(IEnumerable<(string Name, Measure Measure)> measures, bool most)
    {
        var known = measures.Where(measure => measure.Measure.Value is not null).ToArray();
        if (known.Length == 0)
        {
            return Figures.Undefined;
        }

        var (name, value) = most ? known.MaxBy(measure => measure.Measure.Value) : known.MinBy(measure => measure.Measure.Value);
        return $"{Figures.Ratio(value)} {name}";
    }

    private static string Policy(DayReport report)
    {
        var policy = report.Policy.Policy.Fairness;
        var html = new StringBuilder();
        html.Append($"<p class=\"soft\">Version {report.Policy.Version}, put by {Svg.Escape(report.Policy.PutBy)} on {Time(report.Policy.PutAt)}: {Svg.Escape(report.Policy.Reason)}. As it stands"
            + " when this was written; each finding carries the threshold it was judged by.</p>");
        html.Append(Table.Draw(["measure", "warning", "critical"], new (string Name, Thresholds Thresholds)[]
        {
            ("demographic parity, above", policy.DemographicParity), ("adverse impact ratio, below", policy.AdverseImpactRatio),
            ("equal opportunity and equalized odds, above", policy.EqualizedOdds), ("predictive parity, above", policy.PredictiveParity),
            ("calibration, above", policy.Calibration), ("drift of a rate, above", policy.RateDrift), ("stability index, above", policy.Stability),
        }.Select(row => (string[])[row.Name, Figures.Short(row.Thresholds.Warning), Figures.Short(row.Thresholds.Critical)])));
        return html.Append($"<p>{Svg.Escape(policy.LegalMeaning)}</p>").ToString();
    }

    private static string Methods(FairnessPolicy policy)
        => "<h2>How it was measured</h2><p>Shares have Wilson’s interval, impact ratios Katz’s, differences of two rates Newcombe’s. A group with fewer than"
            + $" {policy.MinimumGroup} decisions, and those who did not say, are shown and not compared. Where outcomes are known of approved applications alone, rates among those"
            + " who repaid or defaulted are undefined. A number without a denominator is undefined, never 0. A finding is a value beyond the policy’s threshold of which there is"
            + " evidence that holds however often one looks: at most one false alarm in 100 days in the mean, over everything watched (Shiryaev–Roberts e-detector;"
            + " Shin, Ramdas and Rinaldo 2024).</p>";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
