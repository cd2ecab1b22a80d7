using System.Text;
using CreditAI.Cli.Pages;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness.FairLending;
using CreditAI.Scoring.Fairness.Inputs;
using CreditAI.Scoring.Fairness.Reports;

namespace CreditAI.Cli.Fairness.Page;

/// <summary>A fairness report as one page.</summary>
internal static class FairnessPage
{
    /// <param name="report">The report.</param>
    /// <param name="columns">Where it was measured.</param>
    /// <param name="data">What to call the data.</param>
    public static byte[] Render(FairnessReport report, DecisionColumns columns, string data) =>
        HtmlPage.Render($"Fairness of {columns.Decision}", Parts(report, columns, data));

    private static IEnumerable<string> Parts(FairnessReport report, DecisionColumns columns, string data)
    {
        var where = columns.Where.Count == 0 ? "" : $", where {Svg.Escape(string.Join(" and ", columns.Where))}";
        yield return $"<h1>Fairness of {Svg.Escape(columns.Decision)}</h1>";
        yield return $"<p class=\"soft\">{Figures.Whole(report.Request.Rows.Count)} decisions of {Svg.Escape(data)}{where}, against the outcome {Svg.Escape(columns.Label)}"
            + $"{(columns.Score is { } score ? $", scored by {Svg.Escape(score)}" : "")}. Intervals are 95 %.</p>";
        yield return Findings(report);
        foreach (var part in report.Attributes.SelectMany(attribute => AttributeSection.Draw(attribute, report.Request.MinimumN)))
        {
            yield return part;
        }

        if (report.Intersection is { } intersection)
        {
            yield return $"<h2>Crossed: {Svg.Escape(string.Join(" and ", intersection.Columns))}</h2>";
            yield return AttributeSection.SelectionRates(intersection.Decisions, intersection.TooFewToSay, "Selection rates of intersections");
            yield return AttributeSection.Rates(intersection.Decisions);
        }

        if (report.Conditional is { } conditional)
        {
            yield return $"<h2>{Svg.Escape(conditional.Sensitive)} within each level of {Svg.Escape(conditional.Control)}</h2>";
            yield return Table.Draw(ConditionalTable.Headers, ConditionalTable.Rows(conditional));
        }

        yield return Methods(report);
    }

    private static string Findings(FairnessReport report)
    {
        var html = new StringBuilder("<div class=\"box\">");
        foreach (var attribute in report.Attributes)
        {
            foreach (var (group, contrast) in attribute.FairLending.Groups)
            {
                var style = contrast.Verdict switch { ImpactVerdict.AdverseImpact => "bad", ImpactVerdict.FourFifthsKept => "good", _ => "soft" };
                html.Append("<p>").Append(Svg.Escape($"{attribute.Name}: {group} against {attribute.Privileged}, impact ratio {Figures.Ratio(contrast.AdverseImpactRatio)}"))
                    .Append($" <span class=\"{style}\">").Append(Svg.Escape(FairnessText.Verdict(contrast.Verdict))).Append("</span></p>");
            }
        }

        return html.Append("</div>").ToString();
    }

    private static string Methods(FairnessReport report)
    {
        var bootstrap = report.Request.Bootstrap is { } options
            ? $" Bootstrap intervals are percentiles of {Figures.Whole(options.Replicates)} replicates from seed {options.Seed}."
            : "";
        var missing = report.Request.LeaveMissingOut ? "are in no group but count in the overall" : "are a group of their own";
        return "<h2>How it was measured</h2><p>Shares have Wilson’s interval, impact ratios Katz’s, differences of two rates Newcombe’s, AUCs DeLong’s."
            + $"{bootstrap} A ratio below four fifths is called adverse impact where Fisher’s exact test gives p below 0.05; with fewer than {report.Request.MinimumN} rows in a group"
            + $" nothing is concluded. Rows whose group is missing {missing}. A number without a denominator is undefined, never 0.</p>";
    }
}
