namespace CreditAI.Scoring.Notices;

/// <summary>Who an adverse action notice is from and whom it names; what is null has not been set.</summary>
/// <param name="CreditorName">The creditor's name (12 CFR 1002.9(a)(2)).</param>
/// <param name="CreditorAddress">One line, or several separated by line feeds, as the other addresses.</param>
/// <param name="AgencyName">The consumer reporting agency that supplied the report (15 USC 1681m(a)(3)).</param>
/// <param name="AgencyPhone">Toll-free where the agency compiles files nationwide.</param>
/// <param name="EnforcementAgency">Name and address of the federal agency that administers compliance (12 CFR 1002.9(b)(1), Appendix A).</param>
/// <param name="PersonReviewsDeclines">Whether a person reviews what the scorecard declines.</param>
public sealed record NoticeParties(
    string? CreditorName = null,
    string? CreditorAddress = null,
    string? AgencyName = null,
    string? AgencyAddress = null,
    string? AgencyPhone = null,
    string? EnforcementAgency = null,
    bool PersonReviewsDeclines = false);
