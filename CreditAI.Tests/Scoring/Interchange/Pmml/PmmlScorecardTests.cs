using CreditAI.Scoring.Interchange;
using CreditAI.Scoring.Interchange.Pmml;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using FsCheck;
using FsCheck.Fluent;

namespace CreditAI.Tests.Scoring.Interchange.Pmml;

public sealed class PmmlScorecardTests
{
    [Theory]
    [InlineData(ReasonBasis.Best)]
    [InlineData(ReasonBasis.Mean)]
    public void Document_AnyScorecard_GivesTheEnginesPointsAndReasons(ReasonBasis basis) =>
        Prop.ForAll(ExchangeCases.Of(30).ToArbitrary(), drawn => AssertSame(drawn, basis)).QuickCheckThrowOnFailure();

    [Fact]
    public void Document_TenThousandRows_GivesTheEnginesPointsAndReasons() => AssertSame(TrainedCase.Synthetic(10_000), ReasonBasis.Best);

    [Theory]
    [InlineData("german_credit", "german_credit", ReasonBasis.Mean)]
    [InlineData("hmeq", "hmeq", ReasonBasis.Best)]
    public void Document_TrainedOnPublicData_GivesTheEnginesPointsAndReasons(string schema, string file, ReasonBasis basis) =>
        AssertSame(TrainedCase.Public(schema, file, 2_000), basis);

    [Fact]
    public void Write_Again_GivesTheSameBytes()
    {
        var card = TrainedCase.Synthetic(1).Card;

        Assert.Equal(PmmlScorecard.Write(card, ReasonBasis.Best), PmmlScorecard.Write(Scorecard.Parse(card.ToUtf8Json()), ReasonBasis.Best));
    }

    [Fact]
    public void Write_TextThatXmlCannotHold_IsSaidWithItsPlace()
    {
        var small = Cards.Small();
        var schema = small.Schema with { Features = [small.Schema.Features[0] with { Reason = "a\u0001b" }, .. small.Schema.Features.Skip(1)] };
        var terms = small.Terms.Select((term, slot) => new FeatureTerm(schema.Features[slot], term.Binning, term.Bins));

        var fault = Assert.Throws<InexpressibleException>(() =>
            PmmlScorecard.Write(new Scorecard(schema, small.Scale, 500, terms, small.Lineage), ReasonBasis.Best));

        Assert.StartsWith("a text of feature 'debt_ratio' cannot be written as PMML: 'a\\u0001b' holds the character U+0001", fault.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(ExchangeCase drawn, ReasonBasis basis)
    {
        var consumer = new PmmlConsumer(PmmlScorecard.Write(drawn.Card, basis));
        foreach (var row in drawn.Rows)
        {
            var bins = drawn.Bins(row);
            var (expected, scored) = (drawn.Card.Score(bins), consumer.Score(Named(drawn.Card, row)));

            // The halves of pairs are added one by one, so only without pairs is the sum the engine's to the last bit.
            Assert.Equal(expected.Points, scored.Points, drawn.Card.Pairs.Count == 0 ? 0 : 1e-9);
            Assert.Equal(expected.ProbabilityOfDefault, scored.Default, 1e-12);
            AssertSameReasons(drawn.Card, bins, basis, scored);
        }
    }

    private static void AssertSameReasons(Scorecard card, ushort[] bins, ReasonBasis basis, PmmlScore scored)
    {
        var lost = new double[bins.Length];
        card.Lost(bins, basis, lost);
        foreach (var (slot, term) in card.Terms.Index())
        {
            Assert.Equal(lost[slot], scored.Lost[term.Feature.Name], 1e-9);
        }

        // Where two features lost the same but for rounding either may come first, so what they lost is compared.
        string[] named = [.. scored.Reasons.OfType<string>()];
        var reasons = card.Reasons(bins, basis);
        Assert.Equal(reasons.Count, named.Length);
        Assert.Distinct(named);
        Assert.All(reasons.Zip(named), pair => Assert.Equal(pair.First.PointsLost, scored.Lost[pair.Second], 1e-9));
    }

    private static Dictionary<string, object?> Named(Scorecard card, object?[] row) =>
        card.Terms.Zip(row).ToDictionary(pair => pair.First.Feature.Name, pair => pair.Second is double.NaN ? null : pair.Second);
}
