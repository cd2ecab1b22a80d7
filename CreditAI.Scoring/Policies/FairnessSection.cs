using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy's member <c>fairness</c>, both ways.</summary>
internal static class FairnessSection
{
    public static FairnessPolicy Read(DocumentNode node)
    {
        if (node.IsObject)
        {
            node.AllowOnly(
                "demographicParity", "equalizedOdds", "predictiveParity", "calibration", "adverseImpactRatio", "rateDrift", "stability", "minimumGroup",
                "legalMeaning");
        }

        var fairness = new FairnessPolicy(
            ReadThresholds(node, "demographicParity"), ReadThresholds(node, "equalizedOdds"),
            ReadThresholds(node, "predictiveParity", FairnessPolicy.DefaultDifference), ReadThresholds(node, "calibration"),
            ReadThresholds(node, "adverseImpactRatio", rising: false), ReadThresholds(node, "rateDrift", FairnessPolicy.DefaultDifference),
            ReadThresholds(node, "stability", FairnessPolicy.DefaultStability),
            node.Integer("minimumGroup"), PolicyFields.Text(node, "legalMeaning") ?? "");
        if (node.IsObject && fairness.MinimumGroup < 1)
        {
            node.Report("minimumGroup", "must be at least 1");
        }

        return fairness;
    }

    public static void Write(Utf8JsonWriter json, FairnessPolicy fairness)
    {
        json.WriteStartObject("fairness");
        WriteThresholds("demographicParity", fairness.DemographicParity);
        WriteThresholds("equalizedOdds", fairness.EqualizedOdds);
        WriteThresholds("predictiveParity", fairness.PredictiveParity);
        WriteThresholds("calibration", fairness.Calibration);
        WriteThresholds("adverseImpactRatio", fairness.AdverseImpactRatio);
        WriteThresholds("rateDrift", fairness.RateDrift);
        WriteThresholds("stability", fairness.Stability);
        json.WriteNumber("minimumGroup", fairness.MinimumGroup);
        json.WriteString("legalMeaning", fairness.LegalMeaning);
        json.WriteEndObject();

        void WriteThresholds(string member, Thresholds thresholds)
        {
            json.WriteStartObject(member);
            json.WriteNumber("warning", thresholds.Warning);
            json.WriteNumber("critical", thresholds.Critical);
            json.WriteEndObject();
        }
    }

    // Policies were put before some of the measures were watched: those stand at their defaults where a policy does not name them.
    private static Thresholds ReadThresholds(DocumentNode fairness, string member, Thresholds unnamed)
        => fairness.Child(member) is null ? unnamed : ReadThresholds(fairness, member);

    private static Thresholds ReadThresholds(DocumentNode fairness, string member, bool rising = true)
    {
        var node = fairness.RequiredChild(member);
        if (!node.IsObject)
        {
            return new Thresholds(0, 0);
        }

        node.AllowOnly("warning", "critical");
        var thresholds = new Thresholds(PolicyFields.Share(node, "warning"), PolicyFields.Share(node, "critical"));
        if (rising ? thresholds.Critical < thresholds.Warning : thresholds.Critical > thresholds.Warning)
        {
            node.Report("critical", rising ? "must not be below the warning" : "must not be above the warning, since lower is worse");
        }

        return thresholds;
    }
}
