using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Reasons;

public sealed class ScorecardReasonsTests
{
    private readonly Scorecard _card = Cards.Small();

    [Fact]
    public void Reasons_AreThePointsLostAgainstTheBest_MostFirst()
    {
        var reasons = _card.Reasons(Cards.Vector(_card, 0.5, "R", 2).Bins);

        Assert.Equal(
            [
                new Reason("debt_ratio", "Debt is high for the income", 45, "≥ 0.4"),
                new Reason("housing", "Housing situation", 20, "rents, F"),
                new Reason("inquiries", "Too many recent inquiries", 8.5, "1 to < 4"),
            ],
            reasons);
    }

    [Fact]
    public void Reasons_AgainstTheMean_LeaveOutWhatIsBetterThanAverage()
    {
        var reasons = _card.Reasons(Cards.Vector(_card, 0.5, "O", 2).Bins, ReasonBasis.Mean);

        Assert.Equal(["debt_ratio"], reasons.Select(reason => reason.Feature));
        Assert.Equal(25, reasons[0].PointsLost);
    }

    [Fact]
    public void Reasons_MissingValue_HasItsOwnText()
    {
        Assert.Equal("Income could not be verified", _card.Reasons(Cards.Vector(_card, null, "O", 0).Bins)[0].Text);
    }

    [Fact]
    public void Reasons_NothingLost_NoReason()
    {
        Assert.Empty(_card.Reasons(Cards.Vector(_card, 0.1, "O", 0).Bins));
    }

    [Fact]
    public void Explain_FewerWanted_KeepsTheLargest()
    {
        Span<PointsLost> two = stackalloc PointsLost[2];
        var found = _card.Explain(Cards.Vector(_card, 0.3, "R", 9).Bins, ReasonBasis.Best, two);

        Assert.Equal(2, found);
        Assert.Equal([(2, 52d), (1, 20d)], two.ToArray().Select(lost => (lost.Slot, lost.Points)));
    }

    [Fact]
    public void Lost_OverAllFeatures_SumsToTheGapToTheBestScore()
    {
        var vector = Cards.Vector(_card, null, "castle", 9);
        var best = _card.Score(Cards.Vector(_card, 0.1, "O", 0)).Points;

        var lost = new double[3];
        _card.Lost(vector.Bins, ReasonBasis.Best, lost);

        Assert.Equal(best - _card.Score(vector).Points, lost.Sum(), 9);
    }

    [Fact]
    public void Reasons_OfAPair_AreSharedHalfAndHalf()
    {
        var card = new Scorecard(_card.Schema, _card.Scale, 500, _card.Terms, _card.Lineage, [
            new PairTerm(0, 2, [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 6, -24], [10, 10, 5, 5]),
        ]);

        var reasons = card.Reasons(Cards.Vector(card, 0.5, "O", 9).Bins);

        Assert.Equal([("inquiries", 52 + 15d), ("debt_ratio", 45 + 15d)], reasons.Select(reason => (reason.Feature, reason.PointsLost)));
    }

    [Theory]
    [InlineData(ReasonBasis.Best)]
    [InlineData(ReasonBasis.Mean)]
    public void Reasons_OfStoredBinsByTheStoredArtifact_AreThoseThatWereTold(ReasonBasis basis)
    {
        Prop.ForAll(DrawnScorecard.Any, drawn =>
        {
            var (stored, vector) = (Scorecard.Parse(drawn.Card.ToUtf8Json()), drawn.Card.NewVector());
            var (rows, bins) = (drawn.Card.Encode(drawn.Columns), new ushort[drawn.Columns.Length]);
            return Enumerable.Range(0, Math.Min(drawn.Rows, 50)).All(row =>
            {
                drawn.Fill(vector, row);
                rows.CopyRow(row, bins);
                return drawn.Card.Reasons(vector.Bins, basis).SequenceEqual(stored.Reasons(bins, basis));
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lost_OfAnyRow_IsTheBasisLessWhatItEarned()
    {
        Prop.ForAll(DrawnScorecard.Any, drawn =>
        {
            var (card, bins) = (drawn.Card, new ushort[drawn.Columns.Length]);
            drawn.Card.Encode(drawn.Columns).CopyRow(0, bins);
            var lost = new double[bins.Length];
            card.Lost(bins, ReasonBasis.Best, lost);
            return Enumerable.Range(0, bins.Length).All(slot => lost[slot] == Expected(card, bins, slot));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Explain_AllocatesNothing()
    {
        var bins = Cards.Vector(_card, 0.5, "R", 2).Bins.ToArray();
        var lost = new PointsLost[4];
        _card.Explain(bins, ReasonBasis.Best, lost);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _card.Explain(bins, ReasonBasis.Best, lost);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static double Expected(Scorecard card, ushort[] bins, int slot)
    {
        var lost = card.Terms[slot].BestPoints - card.Terms[slot].PointsOf(bins[slot]);
        foreach (var pair in card.Pairs.Where(pair => pair.First == slot || pair.Second == slot))
        {
            lost += (pair.BestPoints - pair.PointsOf(bins[pair.First], bins[pair.Second])) / 2;
        }

        return lost;
    }
}
