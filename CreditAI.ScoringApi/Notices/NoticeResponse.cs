using System.ComponentModel;
using CreditAI.Scoring.Notices;

namespace CreditAI.ScoringApi.Notices;

[Description("An adverse action notice (12 CFR 1002.9, 15 USC 1681m).")]
internal sealed record NoticeResponse(
    [property: Description("The decision that it is about.")] Guid DecisionId,
    [property: Description("Yours; null after erasure.")] string? ApplicationId,
    [property: Description("Who it is from.")] string CreditorName,
    [property: Description("The creditor's address.")] string CreditorAddress,
    [property: Description("The statement of action taken.")] string Action,
    [property: Description("One to four principal reasons, most important first.")] IReadOnlyList<NoticeReason> Reasons,
    [property: Description("The notice of the Equal Credit Opportunity Act.")] string Ecoa,
    [property: Description("Null when no consumer report took part.")] NoticeReport? ConsumerReport,
    [property: Description("Who decides: the scoring system, and whether a person reviews.")] string Deciding,
    [property: Description("Of the notice: today, UTC.")] DateOnly Date,
    [property: Description("Last day to notify, 30 days after the decision's day.")] DateOnly DueBy,
    [property: Description("The policy version whose creditor and agencies it names.")] int PolicyVersion,
    [property: Description("The whole notice in plain text, as it is sent.")] string Text)
{
    public static NoticeResponse From(Guid decisionId, AdverseActionNotice notice, int policyVersion) => new(
        decisionId, notice.ApplicationId, notice.CreditorName, notice.CreditorAddress, notice.Action,
        [.. notice.Reasons.Select(reason => new NoticeReason(reason.Text, reason.Feature))], notice.Ecoa,
        notice.ConsumerReport is { } report
            ? new NoticeReport(report.AgencyName, report.AgencyAddress, report.AgencyPhone, report.Score is { } score
                ? new NoticeScore(score.Name, score.Score, score.Lowest, score.Highest, score.Date, score.KeyFactors)
                : null)
            : null,
        notice.Deciding, notice.Date, notice.DueBy, policyVersion, notice.Text);
}
