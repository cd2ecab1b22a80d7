using System.Text.Json;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Scorecards;
using static CreditAI.Scoring.ModelCards.CardBlock;

namespace CreditAI.Scoring.ModelCards;

/// <summary>What a card says of performance and fairness: the lineage's numbers, with what they rest on.</summary>
internal static class CardMeasures
{
    public static IEnumerable<CardBlock> Performance(Lineage lineage)
    {
        yield return new Heading(2, "Performance");
        (string Name, Performance? Side)[] sides = [("training rows", lineage.Train), ("held-out rows", lineage.Test)];
        var known = sides.Where(side => side.Side is not null).Select(side => (side.Name, Side: side.Side!)).ToArray();
        if (known.Length == 0)
        {
            yield return new Paragraph("The artifact does not say.");
            yield break;
        }

        yield return new Table(
            ["", "n", "favourable", "AUC", "KS", "Gini", "Brier", "log-loss"],
            [
                .. known.Select(side => (string[])[
                    side.Name,
                    CardFigures.Count(side.Side.N),
                    side.Side.BaseRate is { } rate ? CardFigures.Percent(Measure.Of(rate, side.Side.N, Interval.Wilson(rate * side.Side.N, side.Side.N))) : CardFigures.Undefined,
                    CardFigures.Short(AucOf(side.Side)),
                    CardFigures.Short(side.Side.Ks),
                    CardFigures.Short(side.Side.Gini),
                    CardFigures.Short(side.Side.Brier),
                    CardFigures.Short(side.Side.LogLoss),
                ]),
            ]);
        yield return new Paragraph("95 % intervals: Wilson's of the share, Hanley and McNeil's (1982) of the AUC. The training rows flatter; judge by those held out.");
    }

    public static IEnumerable<CardBlock> Fairness(Scorecard scorecard)
    {
        if (scorecard.Lineage.Fairness is not { ValueKind: JsonValueKind.Object } report
            || !report.TryGetProperty("protected", out var attributes)
            || attributes.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        yield return new Heading(2, "Fairness");
        if (Number(report, "approve_at") is { } approveAt)
        {
            yield return new Paragraph($"On the held-out rows, approving at {CardFigures.Score(approveAt)} points or more.");
        }

        foreach (var attribute in attributes.EnumerateObject())
        {
            yield return new Heading(3, scorecard.Schema.Protected.FirstOrDefault(one => one.Name == attribute.Name)?.DisplayName ?? attribute.Name);
            if (attribute.Value.ValueKind == JsonValueKind.Object
                && attribute.Value.TryGetProperty("by_group", out var groups)
                && groups.ValueKind == JsonValueKind.Object)
            {
                var reference = attribute.Value.TryGetProperty("reference", out var name) ? name.ToString() : "";
                yield return new Table(
                    ["Group", "n", "approved", "approved of favourable", "approved of unfavourable", $"impact ratio to {reference}", "four fifths"],
                    [.. groups.EnumerateObject().Select(group => Row(group.Name, group.Value))]);
            }
        }
    }

    private static string[] Row(string name, JsonElement group) =>
    [
        name,
        Number(group, "n") is { } n ? CardFigures.Count(n) : CardFigures.Undefined,
        CardFigures.Percent(Read(group, "selection_rate")),
        CardFigures.Percent(Read(group, "true_positive_rate")),
        CardFigures.Percent(Read(group, "false_positive_rate")),
        CardFigures.Ratio(Read(group, "adverse_impact_ratio")),
        group.ValueKind == JsonValueKind.Object && group.TryGetProperty("four_fifths_pass", out var pass)
            ? pass.ValueKind switch { JsonValueKind.True => "kept", JsonValueKind.False => "broken", _ => CardFigures.Undefined }
            : CardFigures.Undefined,
    ];

    private static Measure Read(JsonElement group, string name)
    {
        if (group.ValueKind != JsonValueKind.Object || !group.TryGetProperty(name, out var measure))
        {
            return Measure.Not(0, "not measured");
        }

        var n = (long)(Number(measure, "n") ?? 0);
        return Number(measure, "value") is { } value
            ? Measure.Of(value, n, Number(measure, "low") is { } low && Number(measure, "high") is { } high ? new Interval(low, high) : null)
            : Measure.Not(n, measure.ValueKind == JsonValueKind.Object && measure.TryGetProperty("undefined", out var reason) ? reason.ToString() : "not measured");
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static Measure AucOf(Performance side)
    {
        if (side is not { Auc: { } auc, BaseRate: { } rate })
        {
            return Measure.Not(side.N, side.Undefined ?? "not measured");
        }

        return Measure.Of(auc, side.N, Interval.HanleyMcNeil(auc, rate * side.N, (1 - rate) * side.N));
    }
}
