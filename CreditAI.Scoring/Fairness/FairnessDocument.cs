using System.Text.Json;

namespace CreditAI.Scoring.Fairness;

/// <summary>Fairness as JSON: the same members in the artifact and on the command line, under Fairlearn's names.</summary>
public static class FairnessDocument
{
    public static void Write(Utf8JsonWriter json, AttributeFairness fairness)
    {
        json.WriteStartObject(fairness.Attribute);
        json.WriteString("reference", fairness.Reference);
        json.WriteStartObject("by_group");
        foreach (var group in fairness.Groups)
        {
            WriteRates(json, group.Group, group);
        }

        json.WriteEndObject();
        WriteRates(json, "overall", fairness.Overall);
        WriteParity(json, "demographic_parity", "", fairness.DemographicParity);
        WriteParity(json, "equal_opportunity", "", fairness.EqualOpportunity);
        WriteParity(json, "equalized_odds", "__worst_case", fairness.EqualizedOddsWorstCase);
        WriteParity(json, "equalized_odds", "__mean", fairness.EqualizedOddsMean);
        WriteMeasure(json, "adverse_impact_ratio_of_all_others", fairness.AdverseImpactRatioOfAllOthers);
        json.WriteEndObject();
    }

    private static void WriteRates(Utf8JsonWriter json, string name, GroupRates rates)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", rates.N);
        WriteMeasure(json, "selection_rate", rates.SelectionRate);
        WriteMeasure(json, "true_positive_rate", rates.TruePositiveRate);
        WriteMeasure(json, "false_positive_rate", rates.FalsePositiveRate);
        WriteMeasure(json, "adverse_impact_ratio", rates.AdverseImpactRatio);
        if (rates.FourFifths is { } pass)
        {
            json.WriteBoolean("four_fifths_pass", pass);
        }
        else
        {
            json.WriteNull("four_fifths_pass");
        }

        json.WriteEndObject();
    }

    private static void WriteParity(Utf8JsonWriter json, string name, string variant, Parity parity)
    {
        WriteMeasure(json, $"{name}_difference__between_groups{variant}", parity.Difference);
        WriteMeasure(json, $"{name}_ratio__between_groups{variant}", parity.Ratio);
        WriteMeasure(json, $"{name}_difference__to_overall{variant}", parity.DifferenceToOverall);
        WriteMeasure(json, $"{name}_ratio__to_overall{variant}", parity.RatioToOverall);
    }

    private static void WriteMeasure(Utf8JsonWriter json, string name, Measure measure)
    {
        json.WriteStartObject(name);
        if (measure.Value is { } value)
        {
            json.WriteNumber("value", value);
        }
        else
        {
            json.WriteNull("value");
        }

        json.WriteNumber("n", measure.N);
        if (measure.Interval is { } interval)
        {
            json.WriteNumber("low", interval.Low);
            json.WriteNumber("high", interval.High);
        }

        if (measure.Undefined is { } reason)
        {
            json.WriteString("undefined", reason);
        }

        json.WriteEndObject();
    }
}
