using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Cli.Scorecards.Strategy;

/// <summary>A strategy table for people or as JSON.</summary>
internal static class StrategyOutput
{
    public static void WriteText(int n, StrategyTable table)
    {
        Screen.Title($"Cut-offs on {Figures.Whole(n)} rows (95 % intervals)");
        string[] attributes = [.. table.Rows[0].Fairness.Select(fairness => fairness.Attribute)];
        var profits = table.Rows[0].Profit is not null;
        string[] headers = ["approve at", "approved", "bad rate", $"bad rate of{Screen.Break}the step", .. profits ? ["profit"] : Array.Empty<string>()];
        Screen.Table(
            [.. headers, .. attributes.Select(attribute => $"{attribute}: lowest{Screen.Break}impact ratio")],
            table.Rows.Select(row => (string[])[
                Figures.Points(row.ApproveAt),
                Figures.Percent(row.ApprovalRate with { Interval = null }),
                Figures.Percent(row.BadRate),
                Figures.Percent(row.MarginalBadRate),
                .. row.Profit is { } profit ? [Figures.Amount(profit)] : Array.Empty<string>(),
                .. row.Fairness.Select(Lowest),
            ]));
        if (profits && table.Rows.Where(row => row.Profit?.Value is not null).MaxBy(row => row.Profit!.Value.Value) is { } best)
        {
            Screen.Line($"Profit is highest at {Figures.Points(best.ApproveAt)} points, approving {Figures.Percent(best.ApprovalRate with { Interval = null })}; "
                + "cut-offs whose intervals overlap are not told apart by these rows.");
        }
    }

    public static void WriteJson(Utf8JsonWriter json, Scorecard scorecard, int n, StrategyTable table, Stakes? stakes)
    {
        json.WriteStartObject();
        json.WriteStartObject("model");
        json.WriteString("sha256", scorecard.Version);
        json.WriteEndObject();
        json.WriteNumber("n", n);
        json.WriteMeasure("revenue_per_good", stakes?.RevenuePerGood);
        json.WriteMeasure("loss_per_bad", stakes?.LossPerBad);
        json.WriteStartArray("cut_offs");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            json.WriteNumber("approve_at", row.ApproveAt);
            json.WriteMeasure("approval_rate", row.ApprovalRate);
            json.WriteMeasure("bad_rate", row.BadRate);
            json.WriteMeasure("marginal_bad_rate", row.MarginalBadRate);
            if (row.Profit is { } profit)
            {
                json.WriteMeasure("profit", profit);
            }

            json.WriteStartObject("protected");
            foreach (var fairness in row.Fairness)
            {
                FairnessDocument.Write(json, fairness);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Lowest(AttributeFairness fairness) =>
        fairness.Groups.Where(group => group.AdverseImpactRatio.Value is not null).MinBy(group => group.AdverseImpactRatio.Value) is { } group
            ? $"{group.Group} {Figures.Ratio(group.AdverseImpactRatio)}"
            : Figures.Undefined;
}
