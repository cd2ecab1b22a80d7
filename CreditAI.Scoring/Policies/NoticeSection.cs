using System.Text.Json;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Notices;

namespace CreditAI.Scoring.Policies;

/// <summary>The policy's member <c>notice</c>, both ways.</summary>
internal static class NoticeSection
{
    public static NoticeParties Read(DocumentNode root)
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
            PolicyFields.Text(node, "creditorName"), PolicyFields.Text(node, "creditorAddress"), PolicyFields.Text(node, "agencyName"), PolicyFields.Text(node, "agencyAddress"),
            PolicyFields.Text(node, "agencyPhone"), PolicyFields.Text(node, "enforcementAgency"), node.Flag("personReviewsDeclines"));
    }

    public static void Write(Utf8JsonWriter json, NoticeParties notice)
    {
        json.WriteStartObject("notice");
        WriteText("creditorName", notice.CreditorName);
        WriteText("creditorAddress", notice.CreditorAddress);
        WriteText("agencyName", notice.AgencyName);
        WriteText("agencyAddress", notice.AgencyAddress);
        WriteText("agencyPhone", notice.AgencyPhone);
        WriteText("enforcementAgency", notice.EnforcementAgency);
        json.WriteBoolean("personReviewsDeclines", notice.PersonReviewsDeclines);
        json.WriteEndObject();

        void WriteText(string member, string? text)
        {
            if (text is not null)
            {
                json.WriteString(member, text);
            }
        }
    }
}
