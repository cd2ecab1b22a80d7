using System.Globalization;
using System.Text;

namespace CreditAI.Scoring.Notices;

/// <summary>The wording of the forms C-1 and C-2 (12 CFR Part 1002, Appendix C), which used properly satisfy the regulation.</summary>
internal static class NoticeText
{
    public static string Ecoa(string agency) =>
        "The Federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, "
        + "religion, national origin, sex, marital status, age (provided the applicant has the capacity to enter into a binding contract); because "
        + "all or part of the applicant's income derives from any public assistance program; or because the applicant has in good faith exercised "
        + "any right under the Consumer Credit Protection Act. The Federal agency that administers compliance with this law concerning this creditor "
        + $"is {agency.Trim().TrimEnd('.')}.";

    public static string Write(AdverseActionNotice notice)
    {
        var text = new StringBuilder();
        Line(notice.CreditorName);
        Line(notice.CreditorAddress);
        Line();
        Line("NOTICE OF ACTION TAKEN AND STATEMENT OF REASONS");
        Line($"Date: {Day(notice.Date)}");
        if (notice.ApplicationId is { } id)
        {
            Line($"Application: {id}");
        }

        Line();
        Line("Dear Applicant:");
        Line();
        Line(notice.Action);
        Line(notice.Deciding);
        Line();
        Line(notice.Reasons.Count == 1 ? "The principal reason for our decision is:" : "The principal reasons for our decision are:");
        List(notice.Reasons.Select(reason => reason.Text));
        if (notice.ConsumerReport is { } report)
        {
            WriteReport(report);
        }

        Line();
        Line($"NOTICE: {notice.Ecoa}");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');

        void List(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                Line($"  - {line}");
            }
        }

        void WriteReport(ConsumerReportDisclosure from)
        {
            Line();
            Line("Our credit decision was based in whole or in part on information obtained in a report from the consumer reporting agency listed below. "
                + "You have a right under the Fair Credit Reporting Act to know the information contained in your credit file at the consumer reporting "
                + "agency. The reporting agency played no part in our decision and is unable to supply specific reasons why we have denied credit to you. "
                + "You also have a right to a free copy of your report from the reporting agency, if you request it no later than 60 days after you "
                + "receive this notice. In addition, if you find that any information contained in the report you receive is inaccurate or incomplete, "
                + "you have the right to dispute the matter with the reporting agency.");
            Line();
            Line(from.AgencyName);
            Line(from.AgencyAddress);
            Line($"Telephone: {from.AgencyPhone}");
            if (from.Score is { } score)
            {
                WriteScore(score);
            }
        }

        void WriteScore(BureauScoreDisclosure score)
        {
            Line();
            Line("We also obtained your credit score from this consumer reporting agency and used it in making our credit decision. Your credit score is a "
                + "number that reflects the information in your consumer report. Your credit score can change, depending on how the information in your "
                + "consumer report changes.");
            Line();
            Line($"Your credit score ({score.Name}): {Figure(score.Score)}");
            Line($"Date: {Day(score.Date)}");
            Line($"Scores range from a low of {Figure(score.Lowest)} to a high of {Figure(score.Highest)}.");
            if (score.KeyFactors.Count > 0)
            {
                Line("Key factors that adversely affected your credit score:");
                List(score.KeyFactors);
            }
        }
    }

    private static string Day(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    private static string Figure(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
