using System.Text.Json;
using CreditAI.Cli.Running;
using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Fairness;

namespace CreditAI.Cli.Scorecards.Bins;

/// <summary>Evidence as tables or JSON.</summary>
internal static class BinsOutput
{
    public static void WriteText(IReadOnlyList<EvidenceTable> tables)
    {
        foreach (var table in tables.OrderByDescending(table => table.InformationValue.Value ?? table.SmoothedInformationValue))
        {
            Screen.Title(table.InformationValue.Value is { } value
                ? $"{table.Feature.DisplayName} ({table.Feature.Name}): information value {Figures.Short(value)}, {table.Strength}"
                : $"{table.Feature.DisplayName} ({table.Feature.Name}): information value undefined, {table.InformationValue.Undefined}; {Figures.Short(table.SmoothedInformationValue)} with half a row added");
            Screen.Table(
                ["bin", "rows", "good", "bad", "bad rate (95 %)", "WoE", "WoE, half a row added", "IV"],
                table.Rows.Select(row => (string[])[
                    row.Description,
                    Figures.Whole(row.Rows),
                    Figures.Count(row.Favourable),
                    Figures.Count(row.Unfavourable),
                    Figures.Percent(row.BadRate),
                    row.WeightOfEvidence is { } woe ? Figures.Signed(woe) : Figures.Undefined,
                    Figures.Signed(row.SmoothedWeightOfEvidence),
                    Figures.Short(row.InformationValue),
                ]));
        }

        Screen.Line();
        Screen.Line("WoE = ln(share of good / share of bad): above 0 is better than average.");
    }

    public static void WriteJson(Utf8JsonWriter json, IReadOnlyList<EvidenceTable> tables)
    {
        json.WriteStartObject();
        json.WriteStartObject("features");
        foreach (var table in tables)
        {
            json.WriteStartObject(table.Feature.Name);
            json.WriteMeasure("information_value", table.InformationValue);
            json.WriteNumber("information_value_half_smoothed", table.SmoothedInformationValue);
            json.WriteString("strength", table.Strength);
            json.WriteStartArray("bins");
            foreach (var row in table.Rows)
            {
                WriteRow(json, row);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, EvidenceRow row)
    {
        json.WriteStartObject();
        json.WriteString("bin", row.Description);
        json.WriteNumber("n", row.Rows);
        json.WriteNumber("good", row.Favourable);
        json.WriteNumber("bad", row.Unfavourable);
        json.WriteMeasure("bad_rate", row.BadRate);
        json.WriteMeasure("woe", row.WeightOfEvidence);
        json.WriteNumber("woe_half_smoothed", row.SmoothedWeightOfEvidence);
        json.WriteMeasure("iv", row.InformationValue);
        json.WriteEndObject();
    }
}
