using System.Text.Json;
using CreditAI.Scoring.Decisions;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Notices;
using CreditAI.Scoring.Reasons;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy as JSON, both ways.</summary>
internal static class PolicyDocument
{
    private const int LongestText = 4000;
    private const int MostMonths = 1200;

    public static Policy Parse(ReadOnlyMemory<byte> utf8Json, string document)
    {
        using var reader = DocumentReader.Open(document, utf8Json);
        var root = reader.Root;
        root.AllowOnly("cutOffs", "reasonMethod", "canaryShare", "fairness", "retentionMonths", "notice");
        var policy = new Policy(
            ReadCutOffs(root), ReadMethod(root), ReadShare(root, "canaryShare"), ReadFairness(root.RequiredChild("fairness")),
            ReadMonths(root), ReadNotice(root));
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
            WriteFairness(json, policy.Fairness);
            json.WriteNumber("retentionMonths", policy.RetentionMonths);
            WriteNotice(json, policy.Notice);
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

    private static double ReadShare(DocumentNode node, string member)
    {
        var share = node.Number(member);
        if (share is not (>= 0 and <= 1))
        {
            node.Report(member, "must lie between 0 and 1");
        }

        return share;
    }

    private static FairnessPolicy ReadFairness(DocumentNode node)
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
            node.Integer("minimumGroup"), Bounded(node, "legalMeaning") ?? "");
        if (node.IsObject && fairness.MinimumGroup < 1)
        {
            node.Report("minimumGroup", "must be at least 1");
        }

        return fairness;
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
        var thresholds = new Thresholds(ReadShare(node, "warning"), ReadShare(node, "critical"));
        if (rising ? thresholds.Critical < thresholds.Warning : thresholds.Critical > thresholds.Warning)
        {
            node.Report("critical", rising ? "must not be below the warning" : "must not be above the warning, since lower is worse");
        }

        return thresholds;
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

    private static NoticeParties ReadNotice(DocumentNode root)
    {
        if (root.Child("notice") is null)
        {
            return new NoticeParties();
        }

        var node = root.RequiredChild("notice");
        if (node.IsObject)
        {
            node.AllowOnly(
                "creditorName", "creditorAddress", "agencyName", "agencyAddress", "agencyPhone", "enforcementAgency", "personReviewsDeclines");
        }

        return new NoticeParties(
            Bounded(node, "creditorName"), Bounded(node, "creditorAddress"), Bounded(node, "agencyName"), Bounded(node, "agencyAddress"),
            Bounded(node, "agencyPhone"), Bounded(node, "enforcementAgency"), node.Flag("personReviewsDeclines"));
    }

    private static string? Bounded(DocumentNode node, string member)
    {
        var text = node.OptionalText(member);
        if (text is not null && (text.Length > LongestText || text.Any(letter => char.IsControl(letter) && letter != '\n')))
        {
            node.Report(member, $"must have at most {LongestText} characters, and no control characters but line feeds");
        }

        return text;
    }

    private static void WriteFairness(Utf8JsonWriter json, FairnessPolicy fairness)
    {
        json.WriteStartObject("fairness");
        Write("demographicParity", fairness.DemographicParity);
        Write("equalizedOdds", fairness.EqualizedOdds);
        Write("predictiveParity", fairness.PredictiveParity);
        Write("calibration", fairness.Calibration);
        Write("adverseImpactRatio", fairness.AdverseImpactRatio);
        Write("rateDrift", fairness.RateDrift);
        Write("stability", fairness.Stability);
        json.WriteNumber("minimumGroup", fairness.MinimumGroup);
        json.WriteString("legalMeaning", fairness.LegalMeaning);
        json.WriteEndObject();

        void Write(string member, Thresholds thresholds)
        {
            json.WriteStartObject(member);
            json.WriteNumber("warning", thresholds.Warning);
            json.WriteNumber("critical", thresholds.Critical);
            json.WriteEndObject();
        }
    }

    private static void WriteNotice(Utf8JsonWriter json, NoticeParties notice)
    {
        json.WriteStartObject("notice");
        Write("creditorName", notice.CreditorName);
        Write("creditorAddress", notice.CreditorAddress);
        Write("agencyName", notice.AgencyName);
        Write("agencyAddress", notice.AgencyAddress);
        Write("agencyPhone", notice.AgencyPhone);
        Write("enforcementAgency", notice.EnforcementAgency);
        json.WriteBoolean("personReviewsDeclines", notice.PersonReviewsDeclines);
        json.WriteEndObject();

        void Write(string member, string? text)
        {
            if (text is not null)
            {
                json.WriteString(member, text);
            }
        }
    }

    private static string Word(ReasonBasis method) => JsonNamingPolicy.CamelCase.ConvertName(method.ToString());
}
