using System.ComponentModel;

namespace CreditAI.ScoringApi.Notices;

[Description("That a consumer report took part (15 USC 1681m(a)).")]
internal sealed record NoticeReport(
    [property: Description("The consumer reporting agency.")] string AgencyName,
    [property: Description("Its address.")] string AgencyAddress,
    [property: Description("Its telephone number.")] string AgencyPhone,
    [property: Description("Null when no score of the agency took part.")] NoticeScore? Score);
