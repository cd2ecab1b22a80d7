using CreditAI.Cli.Pages;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Monitoring.Windows;

namespace CreditAI.Cli.Report;

/// <summary>One protected attribute, or an intersection of two, on the page of a day.</summary>
internal static class AttributePart
{
    private const double LargestRatio = 2;

    public static IEnumerable<string> Draw(AttributeWindow attribute)
    {
        yield return $"<h2>By {Svg.Escape(attribute.Attribute)}</h2>";
        yield return attribute.Reference is { } reference
            ? $"<p class=\"soft\">Compared with “{Svg.Escape(reference)}”.</p>"
            : "<p class=\"soft\">No two groups have decisions enough to be compared.</p>";
        yield return "<h3>Selection rates</h3>";
        yield return new RangePlot($"Selection rates by {attribute.Attribute}", 0, 1, 0.2, "0.0%").Draw(
            [.. attribute.Groups.Select(group => Row(group, "selection_rate", group.Measures.Of("adverse_impact_ratio").Value is null))]);
        if (attribute.Reference is not null)
        {
            yield return "<h3>Adverse impact ratios</h3>";
            yield return new RangePlot($"Adverse impact ratios by {attribute.Attribute} with Katz intervals", 0, LargestRatio, 0.4, "0.00")
            {
                References = [(FairnessMeasures.FourFifths, "four fifths", "limit", "end"), (1, "parity", "par", "start")],
            }.Draw([.. attribute.Groups.Where(group => group.Group != attribute.Reference && group.Measures.Any(measure => measure.Name == "adverse_impact_ratio"))
                .Select(group => Row(group, "adverse_impact_ratio", isFaint: false))]);
            yield return Table.Draw(
                ["between groups", "value"], attribute.Measures.Select(measure => (string[])[measure.Name.Replace('_', ' '), Text(measure.Measure)]));
        }

        yield return Groups(attribute);
    }

    private static string Groups(AttributeWindow attribute) => Table.Draw(
        ["group", "decisions", "approved", "outcomes", "true positive rate", "false positive rate", "predictive value", "defaulted", "predicted", "calibration"],
        attribute.Groups.Select(group => (string[])
        [
            group.Group,
            Figures.Whole(group.N),
            Figures.Whole(group.Approved),
            Figures.Whole(group.Known),
            Figures.Percent(group.Measures.Of("true_positive_rate")),
            Figures.Percent(group.Measures.Of("false_positive_rate")),
            Figures.Percent(group.Measures.Of("predictive_value")),
            Figures.Percent(group.Measures.Of("default_rate")),
            Figures.Percent(group.Measures.Of("predicted_default_rate")),
            Figures.SignedPercent(group.Measures.Of("calibration_difference")),
        ]));

    private static RangeRow Row(GroupWindow group, string measure, bool isFaint)
        => new(group.Group, group.Measures.Of(measure), isFaint, $"n = {Figures.Whole(group.N)}");

    private static string Text(Measure measure) => measure.Value is null ? $"{Figures.Undefined}: {measure.Undefined}" : Figures.Short(measure.Value);
}
