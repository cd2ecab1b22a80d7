using CreditAI.Scoring.Notices;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Notices;

public sealed class AdverseActionNoticeTests
{
    private const ushort Low = Binning.First;
    private const ushort High = Binning.First + 1;

    private static readonly DateTimeOffset Decided = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 7, 3);

    private static readonly NoticeParties Parties = new(
        "Example Bank", "1 Main Street", "Example Bureau", "PO Box 1", "1-800-555-0100",
        "the Bureau of Consumer Financial Protection, 1700 G Street NW, Washington, DC 20006");

    [Fact]
    public void Text_NoConsumerReport_HasWhatRegulationBAsksForAndNothingOfAnAgency()
    {
        var card = Cards.Small();
        ushort[] bins = [.. Cards.Vector(card, 0.5, "R", 9).Bins];
        var notice = AdverseActionNotice.Compose(card, Application(card, bins), Parties, Today);

        Assert.Null(notice.ConsumerReport);
        Assert.Equal(["Too many recent inquiries", "Debt is high for the income", "Housing situation"], notice.Reasons.Select(reason => reason.Text));
        Assert.Equal(new DateOnly(2026, 7, 31), notice.DueBy);
        foreach (var part in new[]
        {
            "Example Bank", "1 Main Street", "Date: July 3, 2026", "Application: A-1", "unable to approve", "  - Too many recent inquiries\n",
            "Equal Credit Opportunity Act prohibits creditors from discriminating", "Bureau of Consumer Financial Protection",
        })
        {
            Assert.Contains(part, notice.Text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Fair Credit Reporting Act", notice.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Example Bureau", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_BureauScore_IsDisclosedWithRangeDateAgencyRightsAndInquiriesAsAFifthFactor()
    {
        var card = ReportCards.Card();
        var notice = AdverseActionNotice.Compose(
            card, Application(card, [Low, Low, Low, Low, Low, Low, Low]) with { BureauScore = 612, ScoreDate = new DateOnly(2026, 6, 30) }, Parties, Today);

        var score = notice.ConsumerReport!.Score!;
        Assert.Equal((612, 300, 850, new DateOnly(2026, 6, 30)), (score.Score, score.Lowest, score.Highest, score.Date));
        Assert.Equal(
            [
                "Delinquent past or present credit obligations with others", "Proportion of balances to credit limits is too high", "Limited credit experience",
                "Too few accounts paid as agreed", "Number of recent inquiries on consumer report",
            ],
            score.KeyFactors);
        foreach (var part in new[]
        {
            "Your credit score (Example Score 8): 612", "Date: June 30, 2026", "Scores range from a low of 300 to a high of 850.", "Telephone: 1-800-555-0100",
            "no later than 60 days", "right to dispute", "played no part in our decision",
        })
        {
            Assert.Contains(part, notice.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void KeyFactors_InquiriesLostNothing_AreFourAtMost()
    {
        var card = ReportCards.Card();

        var notice = AdverseActionNotice.Compose(card, Application(card, [Low, Low, Low, Low, Low, Low, High]) with { BureauScore = 612 }, Parties, Today);

        Assert.Equal(4, notice.ConsumerReport!.Score!.KeyFactors.Count);
        Assert.DoesNotContain("inquiries", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFactors_StatedByTheAgency_AreThese()
    {
        var card = ReportCards.Card();

        var notice = AdverseActionNotice.Compose(
            card, Application(card, [Low, Low, Low, Low, Low, Low, Low]) with { BureauScore = 612, KeyFactors = ["Serious delinquency"] }, Parties, Today);

        Assert.Equal(["Serious delinquency"], notice.ConsumerReport!.Score!.KeyFactors);
    }

    [Fact]
    public void Faults_PartiesMissing_NamesEachThatIsNeeded()
    {
        var (small, report) = (Cards.Small(), ReportCards.Card());

        Assert.Equal(3, AdverseActionNotice.Faults(small, Application(small, [2, 3, 3]), new NoticeParties()).Count);
        var faults = AdverseActionNotice.Faults(report, Application(report, [Low, Low, Low, Low, Low, Low, Low]), new NoticeParties());
        Assert.Equal(
            ["creditorName", "creditorAddress", "enforcementAgency", "agencyName", "agencyAddress", "agencyPhone"],
            faults.Select(fault => fault.Split("notice.")[1].Split(' ')[0]));
        Assert.Throws<ArgumentException>(() => AdverseActionNotice.Compose(report, Application(report, [Low, Low, Low, Low, Low, Low, Low]), new(), Today));
    }

    [Theory]
    [InlineData("Insufficient score", true)]
    [InlineData("You did not achieve a qualifying score", true)]
    [InlineData("Our internal policies", true)]
    [InlineData("Your score is below our minimum", true)]
    [InlineData("Income insufficient for the amount of credit requested", false)]
    [InlineData("Insufficient number of credit references provided", false)]
    [InlineData("Length of employment", false)]
    public void InsufficientReason_IsWhatTheRegulationCallsSo(string text, bool insufficient) => Assert.Equal(insufficient, InsufficientReason.Is(text));

    [Fact]
    public void Compose_OfEveryApplication_StatesAtMostFourReasonsEachScoredAndNoneOfAProtectedAttribute()
    {
        var card = ReportCards.Card();
        var bins = Gen.Choose(0, 3).Select(bin => (ushort)bin).ArrayOf(card.Terms.Count).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(bins, drawn =>
        {
            var application = Application(card, drawn) with { BureauScore = drawn[1] == Binning.Missing ? null : 600 };
            if (application.Reasons.Count == 0)
            {
                return AdverseActionNotice.Faults(card, application, Parties).Count == 1;
            }

            var notice = AdverseActionNotice.Compose(card, application, Parties, Today);
            var lost = new double[drawn.Length];
            card.Lost(drawn, ReasonBasis.Best, lost);
            return notice.Reasons.Count is >= 1 and <= 4
                && notice.Reasons.All(reason => card.TryFindSlot(reason.Feature, out var slot) && lost[slot] > 0
                    && reason.Text == card.Terms[slot].Feature.Reason && notice.Text.Contains($"  - {reason.Text}\n", StringComparison.Ordinal))
                && card.Schema.Protected.All(attribute => notice.Reasons.All(reason => reason.Feature != attribute.Name))
                && !notice.Text.Contains("ethnicity", StringComparison.OrdinalIgnoreCase)
                && notice.ConsumerReport?.Score?.KeyFactors.Count is null or <= 5
                && (notice.ConsumerReport?.Score is null) == (drawn[1] == Binning.Missing);
        }));
    }

    private static DeclinedApplication Application(Scorecard card, ushort[] bins) => new(
        "A-1", Decided, bins, ReasonBasis.Best, [.. card.Reasons(bins).Select(reason => new PrincipalReason(reason.Text, reason.Feature))]);
}
