using System.ComponentModel;

namespace CreditAI.ScoringApi.Policies;

[Description("Who adverse action notices are from and whom they name. Addresses may have several lines.")]
internal sealed record NoticeContent(
    [property: Description("The creditor's name.")] string? CreditorName,
    [property: Description("The creditor's address.")] string? CreditorAddress,
    [property: Description("The consumer reporting agency's name.")] string? AgencyName,
    [property: Description("Its address.")] string? AgencyAddress,
    [property: Description("Its telephone number, toll-free where it compiles files nationwide.")] string? AgencyPhone,
    [property: Description("Name and address of the federal agency that administers compliance with ECOA concerning this creditor.")] string? EnforcementAgency,
    [property: Description("Whether a person reviews what the scorecard declines.")] bool PersonReviewsDeclines);
