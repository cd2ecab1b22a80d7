using System.Text.Json;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy as JSON, both ways.</summary>
internal static class PolicyDocument
{
    private const int MostMonths = 1200;

    public static Policy Parse(ReadOnlyMemory<byte> utf8Json, string document)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        var root = reader.Root;
        root.AllowOnly("cutOffs", "reasonMethod", "canaryShare", "fairness", "actions", "promotion", "retentionMonths", "notice");
        var policy = new Policy(
            ReadCutOffs(root), ReadMethod(root), PolicyFields.Share(root, "canaryShare"),
            FairnessSection.Read(root.RequiredChild("fairness")), ActionSection.Read(root), PromotionSection.Read(root),
            ReadMonths(root), NoticeSection.Read(root));
        reader.ThrowIfFaulty();
        return policy;
    }

    public static byte[] Write(Policy policy)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (policy.CutOffs is { } cutOffs)
            {
                json.WriteStartObject("cutOffs");
                json.WriteNumber("approveAt", cutOffs.Approve);
                json.WriteNumber("declineBelow", cutOffs.Decline);
                json.WriteEndObject();
            }

            if (policy.ReasonMethod is { } method)
            {
                json.WriteString("reasonMethod", Word(method));
            }

            json.WriteNumber("canaryShare", policy.CanaryShare);
            FairnessSection.Write(json, policy.Fairness);
            ActionSection.Write(json, policy.Actions);
            PromotionSection.Write(json, policy.Promotion);
            json.WriteNumber("retentionMonths", policy.RetentionMonths);
            NoticeSection.Write(json, policy.Notice);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static CutOffs? ReadCutOffs(DocumentNode root)
    {
        if (root.Child("cutOffs") is null)
        {
            return null;
        }

        var node = root.RequiredChild("cutOffs");
        if (!node.IsObject)
        {
            return null;
        }

        node.AllowOnly("approveAt", "declineBelow");
        var (approve, decline) = (node.Number("approveAt"), node.Number("declineBelow"));
        if (decline <= approve)
        {
            return new CutOffs(approve, decline);
        }

        node.Report("declineBelow", "must not be above approveAt");
        return null;
    }

    private static ReasonBasis? ReadMethod(DocumentNode root)
    {
        var text = root.OptionalText("reasonMethod");
        foreach (var method in Enum.GetValues<ReasonBasis>())
        {
            if (text == Word(method))
            {
                return method;
            }
        }

        if (text is not null)
        {
            root.Report("reasonMethod", $"'{text}' is not known; use {string.Join(" or ", Enum.GetValues<ReasonBasis>().Select(Word))}, or leave it out");
        }

        return null;
    }

    private static int ReadMonths(DocumentNode root)
    {
        var months = root.Integer("retentionMonths");
        if (months is < Policy.LeastRetentionMonths or > MostMonths)
        {
            root.Report(
                "retentionMonths", $"must be at least {Policy.LeastRetentionMonths}, which 12 CFR 1002.12(b) asks for, and at most {MostMonths}");
        }

        return months;
    }

    private static string Word(ReasonBasis method) => JsonNamingPolicy.CamelCase.ConvertName(method.ToString());
}
