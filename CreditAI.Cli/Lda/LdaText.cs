using System.Globalization;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Alternatives;
using CreditAI.Scoring.Alternatives.Judging;

namespace CreditAI.Cli.Lda;

/// <summary>The search for people: the frontier, the choice, its confirmation and the proxies. The rest is in the record.</summary>
internal static class LdaText
{
    private const int MostProxies = 10;

    public static void Write(SearchResult result, string directory)
    {
        var options = result.Options;
        Screen.Title($"Frontier of {options.Accuracy.DisplayName} against {options.Fairness.DisplayName}, {result.Rows.Choice} held-out rows");
        Screen.Line($"Bands hold for all {result.Alternatives.Count} scorecards at once (95 %).");
        Screen.Table(
            ["", options.Accuracy.Name, "band", options.Fairness.Name, "band", "decided otherwise, of 1000", "what"],
            result.Alternatives
                .Where(one => one.OnFrontier || one.Spec.IsBaseline || one.Spec.Index == result.Chosen)
                .OrderByDescending(one => one.Accuracy.Value)
                .Select(one => (string[])
                [
                    one.Spec.Index == result.Chosen ? "chosen" : one.Spec.IsBaseline ? "baseline" : "",
                    Figures.Short(one.Accuracy.Value), Band(one.Accuracy), Figures.Short(one.Fairness.Value), Band(one.Fairness),
                    Figures.Points(one.ChangedPerThousand), one.Spec.Describe(),
                ]),
            lastIsText: true);
        Screen.Title("Choice");
        Screen.Line(result.Reason);
        if (result.Confirmation is { } confirmation)
        {
            Screen.Line($"On {Figures.Whole(confirmation.N)} rows that took no part in it: {confirmation.Verdict}.");
            Screen.Table(["", "value", "band"],
            [
                [$"{options.Fairness.Name}, baseline", Figures.Short(confirmation.Baseline.Fairness.Value), Band(confirmation.Baseline.Fairness)],
                [$"{options.Fairness.Name}, chosen", Figures.Short(confirmation.Chosen.Fairness.Value), Band(confirmation.Chosen.Fairness)],
                ["gain", Figures.Short(confirmation.Gain.Value), Band(confirmation.Gain)],
                [$"loss of {options.Accuracy.Name}", Figures.Short(confirmation.Loss.Value), Band(confirmation.Loss)],
            ]);
        }

        Screen.Title("Proxies: how well a feature tells who belongs to a group, on held-out rows");
        Screen.Table(["", "group", "AUC", "95 %", "verdict"], result.Proxies
            .OrderByDescending(proxy => proxy.Auc.Value)
            .Take(MostProxies)
            .Select(proxy => (string[])
            [
                proxy.Source, $"{proxy.Attribute} {proxy.Group}", Figures.Short(proxy.Auc.Value), Band(new Banded(proxy.Auc.Value, proxy.Auc.Interval)), proxy.Verdict,
            ]));
        foreach (var note in result.Notes)
        {
            Screen.Line(note);
        }

        Screen.Line();
        Screen.Line($"Record, scorecards and figures written to {directory}");
    }

    private static string Band(Banded banded) => banded.Band is { } band
        ? string.Create(CultureInfo.InvariantCulture, $"{band.Low:0.0000} to {band.High:0.0000}")
        : "";
}
