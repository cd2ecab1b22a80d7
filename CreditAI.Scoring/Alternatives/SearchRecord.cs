using System.Globalization;
using System.Text;
using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Scoring.Alternatives;

/// <summary>The business-necessity record in words: what was asked, what was tried, what each would have cost, what was chosen and why.</summary>
public static class SearchRecord
{
    public static string ToMarkdown(SearchResult result)
    {
        var text = new StringBuilder();
        text.Append("# Search for less discriminatory alternatives\n\n");
        WriteQuestion(text, result);
        WriteChoice(text, result);
        WriteTried(text, result);
        WriteProxies(text, result);
        foreach (var note in result.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Cell(note)}\n");
        }

        return text.ToString();
    }

    private static void WriteQuestion(StringBuilder text, SearchResult result)
    {
        var (options, rows) = (result.Options, result.Rows);
        text.Append("## What was asked\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{result.Alternatives.Count} scorecards were trained on {rows.Train} rows (seed {options.Seed}). ");
        text.Append(CultureInfo.InvariantCulture, $"None has a protected attribute among its features; each approves {options.ApprovalRate:P0} of the training rows. ");
        text.Append(CultureInfo.InvariantCulture, $"They are compared by {options.Accuracy.DisplayName} and {options.Fairness.DisplayName} on {rows.Choice} held-out rows; ");
        text.Append(CultureInfo.InvariantCulture, $"the choice is confirmed on {rows.Confirmation} others, which are looked at once.\n\n");
        foreach (var (attribute, reference) in result.References)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {Cell(attribute)}: every group is measured against '{Cell(reference)}'.\n");
        }

        text.Append("- Bands are 95 % and hold for all scorecards at once: the largest studentized deviation over the family was bootstrapped ");
        text.Append(CultureInfo.InvariantCulture, $"({options.Resamples} resamples; Romano and Wolf 2005).\n");
        text.Append(CultureInfo.InvariantCulture, $"- Rule, set before: of the scorecards whose {options.Accuracy.DisplayName} is at most {options.MaximumLoss} worse than the baseline's, the fairest; of equally fair ones the most accurate.\n\n");
    }

    private static void WriteChoice(StringBuilder text, SearchResult result)
    {
        var chosen = result.Alternatives[result.Chosen];
        text.Append("## What was chosen\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Cell(result.Reason)}.\n\nScorecard `{chosen.Scorecard.Version}`, approving at {chosen.ApproveAt:0.##} points.\n\n");
        if (result.Confirmation is not { } confirmation)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"On the {confirmation.N} rows of confirmation: **{confirmation.Verdict}**.\n\n");
        text.Append("| | baseline | chosen | difference (band) |\n|---|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| {result.Options.Fairness.DisplayName} | {Show(confirmation.Baseline.Fairness)} | {Show(confirmation.Chosen.Fairness)} | gain {Show(confirmation.Gain)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| {result.Options.Accuracy.DisplayName} | {Show(confirmation.Baseline.Accuracy)} | {Show(confirmation.Chosen.Accuracy)} | loss {Show(confirmation.Loss)} |\n\n");
    }

    private static void WriteTried(StringBuilder text, SearchResult result)
    {
        text.Append("## What was tried, and what each would have cost\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| # | what | {result.Options.Accuracy.Name} | loss | {result.Options.Fairness.Name} | gain | bad rate of the approved | decided otherwise, of 1000 | frontier | |\n");
        text.Append("|--:|---|---|---|---|---|--:|--:|:-:|---|\n");
        foreach (var one in result.Alternatives)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {one.Spec.Index} | {Cell(one.Spec.Describe())} | {Show(one.Accuracy)} | {Show(one.Loss)} | {Show(one.Fairness)} | {Show(one.Gain)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {one.BadRateChange:+0.0000;-0.0000;0} | {one.ChangedPerThousand:0.0} | {(one.OnFrontier ? "yes" : "")} | {Cell(one.NotChosen ?? "**chosen**")} |\n");
        }

        text.Append('\n');
    }

    private static void WriteProxies(StringBuilder text, SearchResult result)
    {
        text.Append("## Proxies\n\nHow well each feature, all of them together, and the baseline's score tell who belongs to a group, on held-out rows (AUC; 0.5 tells nothing).\n\n");
        text.Append("| source | group | AUC (95 %) | n | verdict |\n|---|---|---|--:|---|\n");
        foreach (var proxy in result.Proxies.OrderByDescending(proxy => proxy.Auc.Value))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(proxy.Source)} | {Cell(proxy.Attribute)} {Cell(proxy.Group)} | {Show(new Banded(proxy.Auc.Value, proxy.Auc.Interval))} | {proxy.Auc.N} | {Cell(proxy.Auc.Undefined ?? proxy.Verdict)} |\n");
        }

        text.Append('\n');
        foreach (var proxy in result.ChosenProxies)
        {
            text.Append(CultureInfo.InvariantCulture, $"The chosen scorecard's score tells {Cell(proxy.Attribute)} {Cell(proxy.Group)} with an AUC of {Show(new Banded(proxy.Auc.Value, proxy.Auc.Interval))}.\n");
        }
    }

    private static string Show(Banded banded) => banded switch
    {
        { Value: null } => "undefined",
        { Band: { } band } => string.Create(CultureInfo.InvariantCulture, $"{banded.Value:0.0000} ({band.Low:0.0000} to {band.High:0.0000})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{banded.Value:0.0000}"),
    };

    // A feature's name comes from the lender's file and must not break the table.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');
}
