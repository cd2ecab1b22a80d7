using System.Globalization;
using CreditAI.Cli.Pages;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Alternatives.Judging;
using CreditAI.Scoring.Proxies;

namespace CreditAI.Cli.Lda;

/// <summary>The business-necessity record as a page for those who must judge it.</summary>
internal static class RecordPage
{
    private const int MostProxies = 25;

    public static byte[] Render(SearchResult result) => HtmlPage.Render("Search for less discriminatory alternatives", Parts(result));

    private static IEnumerable<string> Parts(SearchResult result)
    {
        var (options, rows) = (result.Options, result.Rows);
        yield return "<h1>Search for less discriminatory alternatives</h1>";
        yield return $"<p class=\"soft\">{result.Alternatives.Count} scorecards trained on {Figures.Whole(rows.Train)} rows, compared on {Figures.Whole(rows.Choice)}, the choice confirmed on "
            + $"{Figures.Whole(rows.Confirmation)} others. None has a protected attribute among its features; each approves {options.ApprovalRate.ToString("P0", CultureInfo.InvariantCulture)} of the training rows.</p>";
        yield return Choice(result);
        yield return $"<h2>{Svg.Escape(options.Fairness.DisplayName)} against {Svg.Escape(options.Accuracy.DisplayName)}</h2>";
        yield return FrontierPlot.Draw(result);
        yield return "<p class=\"soft\">Filled: on the frontier, which nothing in the family betters in both. Hollow: bettered in both by another.</p>";
        yield return "<h2>What was tried, and what each would have cost</h2>";
        yield return Tried(result);
        yield return "<h2>Proxies</h2><p>How well each feature, all of them together, and the baseline’s score tell who belongs to a group, on held-out rows. AUC 0.5 tells nothing.</p>";
        yield return new RangePlot("Proxies", 0.4, 1, 0.1, "0.00").Draw([.. result.Proxies
            .Where(proxy => proxy.Auc.Value is not null)
            .OrderByDescending(proxy => proxy.Auc.Value)
            .Take(MostProxies)
            .Select(proxy => new RangeRow($"{proxy.Source}: {proxy.Group}", proxy.Auc, proxy.Auc.Value < Proxy.Notable, proxy.Verdict))]);
        yield return Methods(result);
    }

    private static string Choice(SearchResult result)
    {
        var chosen = result.Alternatives[result.Chosen];
        var html = $"<div class=\"box\"><p>{Svg.Escape(result.Reason)}.</p><p>Scorecard {chosen.Scorecard.Version}, approving at {Figures.Points(chosen.ApproveAt)} points.</p>";
        if (result.Confirmation is { } confirmation)
        {
            html += $"<p>On {Figures.Whole(confirmation.N)} rows that took no part in it: {Svg.Escape(confirmation.Verdict)}.</p>"
                + Table.Draw(["", "baseline", "chosen", "difference"],
                [
                    [result.Options.Fairness.DisplayName, Show(confirmation.Baseline.Fairness), Show(confirmation.Chosen.Fairness), $"gain {Show(confirmation.Gain)}"],
                    [result.Options.Accuracy.DisplayName, Show(confirmation.Baseline.Accuracy), Show(confirmation.Chosen.Accuracy), $"loss {Show(confirmation.Loss)}"],
                ]);
        }

        return html + "</div>";
    }

    private static string Tried(SearchResult result) => Table.Draw(
        ["what", result.Options.Accuracy.Name, "loss", result.Options.Fairness.Name, "gain", "bad rate of the approved", "decided otherwise, of 1000", "why not"],
        result.Alternatives.Select(one => (string[])
        [
            Table.Cell($"{one.Spec.Index} {one.Spec.Describe()}", "text"), Show(one.Accuracy), Show(one.Loss), Show(one.Fairness), Show(one.Gain),
            one.BadRateChange?.ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture) ?? Figures.Undefined,
            Figures.Points(one.ChangedPerThousand),
            one.NotChosen is { } why ? Table.Cell(why, "text") : Table.Cell("chosen", "text good"),
        ]));

    private static string Methods(SearchResult result)
    {
        var references = string.Join("; ", result.References.Select(pair => $"{pair.Key} against {pair.Value}"));
        var notes = string.Concat(result.Notes.Select(note => $"<p>{Svg.Escape(note)}</p>"));
        return $"<h2>How it was done</h2><p>Groups are measured against their reference: {Svg.Escape(references)}. Rule, set before: of the scorecards that lose at most "
            + $"{result.Options.MaximumLoss.ToString(CultureInfo.InvariantCulture)} of {Svg.Escape(result.Options.Accuracy.DisplayName)}, the fairest; of equally fair ones the most accurate. "
            + $"Bands are 95 % and hold for all {result.Alternatives.Count} scorecards at once: the largest studentized deviation over the family, from {Figures.Whole(result.Options.Resamples)} resamples "
            + $"(Romano and Wolf 2005). A ratio above 1 is no better than 1. Seed {result.Options.Seed}.</p>{notes}";
    }

    private static string Show(Banded banded) => banded switch
    {
        { Value: null } => Figures.Undefined,
        { Band: { } band } => string.Create(CultureInfo.InvariantCulture, $"{banded.Value:0.0000} ({band.Low:0.0000} to {band.High:0.0000})"),
        _ => Figures.Short(banded.Value),
    };
}
