using System.Globalization;
using CreditAI.Cli.Pages;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness.Page;

/// <summary>One protected attribute on the page.</summary>
internal static class AttributeSection
{
    private const double LargestRatio = 2;

    public static IEnumerable<string> Draw(AttributeReport attribute, int minimumN)
    {
        yield return $"<h2>By {Svg.Escape(attribute.Name)}</h2>";
        var chosen = attribute.PrivilegedGiven ? "the privileged group" : "the group with the highest selection rate, since no privileged group was named";
        yield return $"<p class=\"soft\">Compared with “{Svg.Escape(attribute.Privileged)}”, {chosen}.</p>";
        yield return "<h3>Selection rates</h3>";
        yield return SelectionRates(attribute.Decisions, attribute.TooFewToSay, $"Selection rates by {attribute.Name}");
        yield return "<h3>Adverse impact ratios</h3>";
        yield return ImpactRatios(attribute);
        yield return Contrasts(attribute);
        yield return "<h3>Errors by group</h3>";
        yield return Rates(attribute.Decisions);
        yield return "<h3>Parity between groups</h3>";
        yield return Summary(attribute);
        if (attribute.Scores is { } scores)
        {
            yield return "<h3>Quality of the scores</h3>";
            yield return Quality(attribute, scores);
            yield return SquarePlot.Roc(attribute.Roc);
            yield return "<h3>Calibration</h3><p class=\"soft\">Observed share of favourable outcomes against the mean score of ten bins; larger dots hold more rows.</p>";
            yield return $"<div class=\"multiples\">{string.Concat(attribute.Calibration.Select(group => SquarePlot.Calibration(group.Group, group.Calibration)))}</div>";
        }

        if (attribute.TooFewToSay.Count > 0)
        {
            yield return $"<p class=\"soft\">Fewer than {minimumN} rows, too few to say (hollow dots): {Svg.Escape(string.Join(", ", attribute.TooFewToSay))}.</p>";
        }
    }

    public static string SelectionRates(MetricFrame frame, IReadOnlyList<string> tooFew, string description) =>
        new RangePlot(description, 0, 1, 0.2, "0.0%") { References = [(frame.Overall(DecisionMetrics.SelectionRate).Value ?? 0, "all", "par", "middle")] }.Draw(
            [.. frame.Groups.Select((group, index) => (Group: group, Measure: frame.ByGroup(index, DecisionMetrics.SelectionRate)))
                .Select(row => new RangeRow(row.Group, row.Measure, tooFew.Contains(row.Group), Rows(row.Measure.N)))]);

    public static string Rates(MetricFrame frame) => Table.Draw(
        ["group", "n", "favourable", "approved", "approved of favourable", "approved of unfavourable", "right"],
        frame.Groups.Select((group, index) => Row(group, metric => frame.ByGroup(index, metric))).Append(Row("(all)", frame.Overall)));

    private static string[] Row(string group, Func<string, Measure> of) =>
    [
        group,
        Figures.Whole((long)(of("count").Value ?? 0)),
        Figures.Percent(of("base_rate")),
        Figures.Percent(of(DecisionMetrics.SelectionRate)),
        Figures.Percent(of(DecisionMetrics.TruePositiveRate)),
        Figures.Percent(of(DecisionMetrics.FalsePositiveRate)),
        Figures.Percent(of("accuracy")),
    ];

    private static string ImpactRatios(AttributeReport attribute) =>
        new RangePlot($"Adverse impact ratios by {attribute.Name} with Katz intervals", 0, LargestRatio, 0.4, "0.00")
        {
            References = [(FairnessMeasures.FourFifths, "four fifths", "limit", "end"), (1, "parity", "par", "start")],
        }.Draw([.. attribute.FairLending.Groups.Append(("(all others)", attribute.FairLending.AllOthers)).Select(row => new RangeRow(
            row.Item1, row.Item2.AdverseImpactRatio, row.Item2.Verdict == ImpactVerdict.TooFewToSay, Rows(row.Item2.ProtectedRows)))]);

    private static string Contrasts(AttributeReport attribute) => Table.Draw(
        ["group", "approved", "impact ratio", "difference", "z", "p (z)", "p (Fisher)", "score SMD", "verdict"],
        attribute.FairLending.Groups.Append(("(all others)", attribute.FairLending.AllOthers)).Select(row => (string[])
        [
            row.Item1,
            $"{Figures.Whole(row.Item2.ProtectedSelected)} of {Figures.Whole(row.Item2.ProtectedRows)}",
            Figures.Ratio(row.Item2.AdverseImpactRatio),
            Figures.Percent(row.Item2.MarginalEffect),
            row.Item2.Z.Value?.ToString("0.00", CultureInfo.InvariantCulture) ?? Figures.Undefined,
            FairnessText.P(row.Item2.TwoSidedP),
            FairnessText.P(row.Item2.FisherExactP),
            row.Item2.StandardizedMeanDifference is { } difference ? Figures.Short(difference.Value) : "–",
            Table.Cell(FairnessText.Verdict(row.Item2.Verdict), row.Item2.Verdict switch
            {
                ImpactVerdict.AdverseImpact => "text bad",
                ImpactVerdict.FourFifthsKept => "text good",
                _ => "text",
            }),
        ]));

    private static string Summary(AttributeReport attribute)
    {
        var bootstrap = attribute.Bootstrap.ToDictionary(one => one.Name, one => one.Interval, StringComparer.Ordinal);
        string[] headers = attribute.Bootstrap.Count > 0 ? ["measure", "value", "bootstrap 95 %"] : ["measure", "value"];
        return Table.Draw(headers, ParitySummary.Of(attribute.Decisions).Select(measure => (string[])
        [
            FairnessText.Named(measure.Name),
            measure.Measure.Undefined is { } reason ? Table.Cell($"{Figures.Undefined}: {reason}", "text") : Figures.Short(measure.Measure.Value),
            .. attribute.Bootstrap.Count > 0
                ? (string[])[bootstrap[measure.Name] is { } interval ? $"{Figures.Short(interval.Low)}–{Figures.Short(interval.High)}" : Figures.Undefined]
                : [],
        ]));
    }

    private static string Quality(AttributeReport attribute, MetricFrame scores) => Table.Draw(
        ["group", "n", "AUC", "KS", "Brier", "mean score", "observed", "calibration error", "intercept", "slope"],
        scores.Groups.Select((group, index) =>
        {
            var quality = attribute.Quality[index].Measures.ToDictionary(measure => measure.Name, measure => measure.Measure, StringComparer.Ordinal);
            var calibration = attribute.Calibration[index].Calibration;
            return (string[])
            [
                group,
                Figures.Whole(calibration.Observed.N),
                Figures.Ratio(quality["auc"]),
                Figures.Short(quality["ks"].Value),
                Figures.Short(quality["brier"].Value),
                Figures.Short(calibration.MeanScore.Value),
                Figures.Short(calibration.Observed.Value),
                Figures.Short(calibration.ExpectedError.Value),
                Figures.Short(quality["calibration_intercept"].Value),
                Figures.Short(quality["calibration_slope"].Value),
            ];
        }));

    private static string Rows(long n) => $"n = {Figures.Whole(n)}";
}
