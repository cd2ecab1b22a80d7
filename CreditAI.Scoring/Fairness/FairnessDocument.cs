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
        json.WriteMeasure("adverse_impact_ratio_of_all_others", fairness.AdverseImpactRatioOfAllOthers);
        json.WriteEndObject();
    }

    private static void WriteRates(Utf8JsonWriter json, string name, GroupRates rates)
    {
        json.WriteStartObject(name);
        json.WriteNumber("n", rates.N);
        json.WriteMeasure("selection_rate", rates.SelectionRate);
        json.WriteMeasure("true_positive_rate", rates.TruePositiveRate);
        json.WriteMeasure("false_positive_rate", rates.FalsePositiveRate);
        json.WriteMeasure("adverse_impact_ratio", rates.AdverseImpactRatio);
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
        json.WriteMeasure($"{name}_difference__between_groups{variant}", parity.Difference);
        json.WriteMeasure($"{name}_ratio__between_groups{variant}", parity.Ratio);
        json.WriteMeasure($"{name}_difference__to_overall{variant}", parity.DifferenceToOverall);
        json.WriteMeasure($"{name}_ratio__to_overall{variant}", parity.RatioToOverall);
    }
}
