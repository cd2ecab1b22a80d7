using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.ModelCards;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.ModelCards;

public sealed class ModelCardTests
{
    private static readonly Scorecard Card = Cards.Small(new Lineage
    {
        Trainer = "logistic",
        CodeVersion = "test",
        DataSha256 = "0123abcd",
        Rows = 30,
        Split = "index%10<7",
        Seed = 4,
        Parameters = new Dictionary<string, double> { ["l2"] = 0.1 },
        Notes = ["inquiries: a note"],
        Test = new Performance { N = 100, BaseRate = 0.8, Auc = 0.75, Ks = 0.4, Gini = 0.5, Brier = 0.1, LogLoss = 0.3 },
        ScoreQuantiles = [400, 450, 500, 550, 600],
    });

    public static TheoryData<string> Forms => [ModelCard.ToMarkdown(Card), ModelCard.ToHtml(Card)];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Card_HoldsWhatAReviewerAsksFor(string card)
    {
        Assert.Contains(Card.Version, card, StringComparison.Ordinal);
        Assert.Contains("0123abcd", card, StringComparison.Ordinal);
        Assert.Contains("Income could not be verified", card, StringComparison.Ordinal);
        Assert.Contains("0.7500 (0.6", card, StringComparison.Ordinal);
        Assert.Contains("80.0% (71.1%–86.7%)", card, StringComparison.Ordinal);
        Assert.Contains("In training: inquiries: a note.", card, StringComparison.Ordinal);
        Assert.Contains("--seed 4 --out MODEL.json", card, StringComparison.Ordinal);
        Assert.Contains("-25.0", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_NeedsNothingElse()
    {
        var page = ModelCard.ToHtml(Card);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Card_MarkupInASchema_IsText()
    {
        var schema = Cards.Schema with { Name = "<b>|loans|</b>" };
        var card = new Scorecard(schema, Card.Scale, Card.BasePoints, Card.Terms, Card.Lineage);

        Assert.Contains("&lt;b&gt;|loans|&lt;/b&gt;", ModelCard.ToHtml(card), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;\\|loans\\|&lt;/b&gt;", ModelCard.ToMarkdown(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Card_Pairs_HaveTheirTables()
    {
        var pair = new PairTerm(0, 2, [0, 0, 1, 1, 1], [0, 0, 1, 1, 1], [1.5, 0, 0, -7.25], [0, 0, 0, 30]);
        var card = new Scorecard(Card.Schema, Card.Scale, Card.BasePoints, Card.Terms, Card.Lineage, [pair]);

        var text = ModelCard.ToMarkdown(card);

        Assert.Contains("### Debt-to-income ratio and inquiries", text, StringComparison.Ordinal);
        Assert.Contains("-7.3", text, StringComparison.Ordinal);
    }
}
