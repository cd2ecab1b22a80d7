using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Notices;

/// <summary>
/// A notice of action taken with its statement of reasons: what 12 CFR 1002.9(a)(2) and (b) and, where a consumer report took part,
/// 15 USC 1681m(a) ask for, in the order of the forms C-1 and C-2 of Regulation B's Appendix C.
/// </summary>
/// <param name="ApplicationId">The lender's; null when it is not known any more.</param>
/// <param name="Action">The statement of action taken.</param>
/// <param name="Reasons">One to four, most important first.</param>
/// <param name="Ecoa">The notice of the Equal Credit Opportunity Act, naming the agency.</param>
/// <param name="ConsumerReport">Null when no consumer report took part.</param>
/// <param name="Deciding">Who decides: the scoring system, and whether a person reviews.</param>
/// <param name="Date">Of the notice.</param>
/// <param name="DueBy">Last day to notify: 30 days after the application (12 CFR 1002.9(a)(1)(i)).</param>
public sealed record AdverseActionNotice(
    string? ApplicationId,
    string CreditorName,
    string CreditorAddress,
    string Action,
    IReadOnlyList<PrincipalReason> Reasons,
    string Ecoa,
    ConsumerReportDisclosure? ConsumerReport,
    string Deciding,
    DateOnly Date,
    DateOnly DueBy)
{
    /// <summary>Days from the application until the notice is late.</summary>
    public const int DaysToNotify = 30;

    /// <summary>More than four reasons are not likely helpful (12 CFR 1002.9(b)(2), official interpretation 1).</summary>
    public const int MostReasons = 4;

    /// <summary>The notice to be sent, in plain text.</summary>
    public string Text => NoticeText.Write(this);

    /// <summary>What keeps the notice from being made, each in words that say what to mend; empty when nothing does.</summary>
    public static IReadOnlyList<string> Faults(Scorecard scorecard, DeclinedApplication application, NoticeParties parties)
    {
        var faults = new List<string>();
        Require(parties.CreditorName, "creditorName");
        Require(parties.CreditorAddress, "creditorAddress");
        Require(parties.EnforcementAgency, "enforcementAgency");
        if (NoticeFactors.ReportTookPart(scorecard, application))
        {
            Require(parties.AgencyName, "agencyName");
            Require(parties.AgencyAddress, "agencyAddress");
            Require(parties.AgencyPhone, "agencyPhone");
        }

        if (application.Reasons.Count == 0)
        {
            faults.Add("the decision has no reason: nothing that was scored lost points");
        }

        faults.AddRange(application.Reasons.Where(reason => InsufficientReason.Is(reason.Text)).Select(reason =>
            $"the reason '{reason.Text}' is not a specific one (12 CFR 1002.9(b)(2)); give the feature another in the schema"));
        return faults;

        void Require(string? text, string member)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                faults.Add($"the policy's notice.{member} is not set");
            }
        }
    }

    /// <param name="scorecard">The scorecard that decided.</param>
    /// <param name="application">What was declined.</param>
    /// <param name="parties">Who the notice names.</param>
    /// <param name="date">Of the notice.</param>
    /// <exception cref="ArgumentException">It has <see cref="Faults"/>.</exception>
    public static AdverseActionNotice Compose(Scorecard scorecard, DeclinedApplication application, NoticeParties parties, DateOnly date)
    {
        if (Faults(scorecard, application, parties) is { Count: > 0 } faults)
        {
            throw new ArgumentException($"the notice cannot be made: {string.Join("; ", faults)}", nameof(application));
        }

        return new AdverseActionNotice(
            application.ApplicationId,
            parties.CreditorName!,
            parties.CreditorAddress!,
            "We have considered your application for credit and are unable to approve it.",
            [.. application.Reasons.DistinctBy(reason => reason.Text).Take(MostReasons)],
            NoticeText.Ecoa(parties.EnforcementAgency!),
            NoticeFactors.Disclose(scorecard, application, parties),
            parties.PersonReviewsDeclines
                ? "The application was scored by an automated credit scoring system; a person reviews applications that it declines."
                : "The application was decided by an automated credit scoring system.",
            date,
            DateOnly.FromDateTime(application.DecidedAt.UtcDateTime).AddDays(DaysToNotify));
    }
}
