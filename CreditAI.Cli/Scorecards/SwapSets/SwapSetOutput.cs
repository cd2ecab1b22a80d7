using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Strategies;

namespace CreditAI.Cli.Scorecards.SwapSets;

/// <summary>A swap set for people or as JSON.</summary>
internal static class SwapSetOutput
{
    public static void WriteText(SwapSet swaps)
    {
        Screen.Title($"First approves {Figures.Percent(swaps.FirstApprovalRate)} at {Figures.Points(swaps.FirstApproveAt)} points, "
            + $"second {Figures.Percent(swaps.SecondApprovalRate)} at {Figures.Points(swaps.SecondApproveAt)}");
        Screen.Table(["", "rows", "bad rate (95 %)"], Named(swaps.All).Select(cell => (string[])[
            cell.Text, Figures.Whole(cell.Tally.Rows), Figures.Percent(cell.Tally.BadRate),
        ]));
        Screen.Line(swaps.BadRateDifference is { Undefined: { } reason }
            ? $"Bad rate of swapped in less swapped out: undefined, {reason}"
            : $"Bad rate of swapped in less swapped out: {Figures.SignedPercent(swaps.BadRateDifference)}"
                + (swaps.BadRateDifference.Interval is { Low: <= 0, High: >= 0 } ? "; these rows do not tell the two apart." : ""));
        foreach (var (attribute, cells) in swaps.Groups)
        {
            Screen.Title($"By {attribute}");
            Screen.Table(
                ["group", "rows", "swapped in", "swapped out", "net", "bad rate of swapped in", "bad rate of swapped out"],
                cells.Select(cell => (string[])[
                    cell.Group!,
                    Figures.Whole(Named(cell).Sum(part => part.Tally.Rows)),
                    Figures.Whole(cell.SwappedIn.Rows),
                    Figures.Whole(cell.SwappedOut.Rows),
                    Figures.Net(cell.SwappedIn.Rows - cell.SwappedOut.Rows),
                    Figures.Percent(cell.SwappedIn.BadRate),
                    Figures.Percent(cell.SwappedOut.BadRate),
                ]));
        }
    }

    public static void WriteJson(Utf8JsonWriter json, Scorecard first, Scorecard second, SwapSet swaps)
    {
        json.WriteStartObject();
        WriteModel(json, "first", first, swaps.FirstApproveAt, swaps.FirstApprovalRate);
        WriteModel(json, "second", second, swaps.SecondApproveAt, swaps.SecondApprovalRate);
        json.WritePropertyName("all");
        WriteCell(json, swaps.All);
        json.WriteMeasure("bad_rate_difference", swaps.BadRateDifference);
        json.WriteStartObject("protected");
        foreach (var (attribute, cells) in swaps.Groups)
        {
            json.WriteStartObject(attribute);
            foreach (var cell in cells)
            {
                json.WritePropertyName(cell.Group!);
                WriteCell(json, cell);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, string Text, ApprovalTally Tally)> Named(SwapCell cell) =>
    [
        ("both", "approved by both", cell.Both),
        ("swapped_out", "swapped out: by the first only", cell.SwappedOut),
        ("swapped_in", "swapped in: by the second only", cell.SwappedIn),
        ("neither", "declined by both", cell.Neither),
    ];

    private static void WriteModel(Utf8JsonWriter json, string name, Scorecard scorecard, double approveAt, Measure approvalRate)
    {
        json.WriteStartObject(name);
        json.WriteString("sha256", scorecard.Version);
        json.WriteNumber("approve_at", approveAt);
        json.WriteMeasure("approval_rate", approvalRate);
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, SwapCell cell)
    {
        json.WriteStartObject();
        foreach (var (name, _, tally) in Named(cell))
        {
            json.WriteStartObject(name);
            json.WriteNumber("n", tally.Rows);
            json.WriteNumber("weight", tally.Weight);
            json.WriteMeasure("bad_rate", tally.BadRate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
