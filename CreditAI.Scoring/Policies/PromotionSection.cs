using System.Text.Json;
using CreditAI.Scoring.Documents;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy's member <c>promotion</c>, both ways. What it does not name stands at its default.</summary>
internal static class PromotionSection
{
    private const int MostRows = 100_000_000;
    private const int MostMicroseconds = 10_000_000;
    private const int MostDays = 3650;
    private const int MostApprovals = 20;

    public static PromotionPolicy Read(DocumentNode root)
    {
        var unnamed = PromotionPolicy.Default;
        if (root.Child("promotion") is null)
        {
            return unnamed;
        }

        var node = root.RequiredChild("promotion");
        if (!node.IsObject)
        {
            return unnamed;
        }

        node.AllowOnly("accuracyTolerance", "fairness", "latencyMicroseconds", "minimumRows", "maximumAgeDays", "approvals");
        return new PromotionPolicy(
            node.Child("accuracyTolerance") is null ? unnamed.AccuracyTolerance : PolicyFields.Share(node, "accuracyTolerance"),
            PolicyFields.Level(node, "fairness", unnamed.Fairness),
            PolicyFields.Whole(node, "latencyMicroseconds", 1, MostMicroseconds, unnamed.LatencyMicroseconds),
            PolicyFields.Whole(node, "minimumRows", 1, MostRows, unnamed.MinimumRows),
            PolicyFields.Whole(node, "maximumAgeDays", 1, MostDays, unnamed.MaximumAgeDays),
            PolicyFields.Whole(node, "approvals", 0, MostApprovals, unnamed.Approvals));
    }

    public static void Write(Utf8JsonWriter json, PromotionPolicy promotion)
    {
        json.WriteStartObject("promotion");
        json.WriteNumber("accuracyTolerance", promotion.AccuracyTolerance);
        json.WriteString("fairness", PolicyFields.Word(promotion.Fairness));
        json.WriteNumber("latencyMicroseconds", promotion.LatencyMicroseconds);
        json.WriteNumber("minimumRows", promotion.MinimumRows);
        json.WriteNumber("maximumAgeDays", promotion.MaximumAgeDays);
        json.WriteNumber("approvals", promotion.Approvals);
        json.WriteEndObject();
    }
}
