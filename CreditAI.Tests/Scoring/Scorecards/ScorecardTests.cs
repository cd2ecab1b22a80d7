using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Scorecards;

public sealed class ScorecardTests
{
    [Fact]
    public void Score_IsTheSumOfTheBinsPoints()
    {
        var card = Cards.Small();

        Assert.Equal(500 + 5 - 10 - 40, card.Score(Cards.Vector(card, 0.3, "R", 9)).Points);
    }

    [Theory]
    [InlineData(0.2, 5)] // an edge belongs to the bin above it
    [InlineData(0.19999999, 20)]
    [InlineData(0.4, -25)]
    [InlineData(null, -30)]
    [InlineData(3.1, 0)]
    [InlineData(-1.0, 0)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Score_EveryNumberHasABin(double? debt, double points)
    {
        var card = Cards.Small();

        Assert.Equal(500 + points + 10 + 12, card.Score(Cards.Vector(card, debt, "O", 0)).Points);
    }

    [Fact]
    public void Score_UnseenLevelHasItsOwnBin()
    {
        var card = Cards.Small();
        var vector = Cards.Vector(card, 0.3, "castle", 0);

        Assert.Equal(Binning.Other, vector.Bins[1]);
    }

    [Fact]
    public void Score_UnsetFeature_IsNamed()
    {
        var card = Cards.Small();
        var vector = card.NewVector();
        vector.SetNumber(0, 1);
        vector.SetMissing(1);

        Assert.False(vector.IsComplete);
        Assert.Contains("'inquiries'", Assert.Throws<InvalidOperationException>(() => card.Score(vector)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_FiftyToOneIs600AndTwentyPointsDoubleTheOdds()
    {
        var scale = new PointScale();

        Assert.Equal(1d / 51, scale.ProbabilityOfDefault(600), 12);
        Assert.Equal(1d / 101, scale.ProbabilityOfDefault(620), 12);
        Assert.Equal((300, 850), (scale.Display(-1e9), scale.Display(1e9)));
    }

    [Fact]
    public void TryFindSlot_FindsByCharsAndByUtf8()
    {
        var card = Cards.Small();

        Assert.True(card.TryFindSlot("housing", out var slot));
        Assert.True(card.TryFindSlot("inquiries"u8, out var other));
        Assert.Equal((1, 2), (slot, other));
        Assert.False(card.TryFindSlot("sex"u8, out _));
        Assert.False(card.TryFindSlot(Encoding.UTF8.GetBytes(new string('x', 5000)), out _));
    }

    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSameToTheLastBit()
    {
        var card = Cards.Small(new Lineage
        {
            Trainer = "logistic",
            CodeVersion = "1",
            Parameters = new Dictionary<string, double> { ["l2"] = 0.1 + 0.2, ["tiny"] = double.Epsilon },
            ScoreQuantiles = [1d / 3, Math.PI],
        });
        var again = Scorecard.Parse(card.ToUtf8Json());

        Assert.Equal(card.ToUtf8Json().ToArray(), again.ToUtf8Json().ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(card.ToUtf8Json().Span)), again.Version);
        Assert.Equal(double.Epsilon, again.Lineage.Parameters["tiny"]);
    }

    [Theory]
    [InlineData("\"second\":\"inquiries\"", "\"second\":\"sex\"", "$.pairs[0].second")]
    [InlineData("\"firstGroups\":[0,0,0,0,1]", "\"firstGroups\":[0,0,0,1]", "$.pairs[0].firstGroups")]
    [InlineData("\"firstGroups\":[0,0,0,0,1]", "\"firstGroups\":[0,0,0,0,2]", "$.pairs[0]")]
    [InlineData("\"points\":[0,0,6,-24]", "\"points\":[0,0,6]", "$.pairs[0]")]
    [InlineData("\"first\":\"debt_ratio\"", "\"first\":\"inquiries\"", "$.pairs[0]")]
    public void Parse_CorruptPair_NamesThePath(string whole, string broken, string path)
    {
        var small = Cards.Small();
        var text = Encoding.UTF8.GetString(new Scorecard(small.Schema, small.Scale, 500, small.Terms, small.Lineage, [
            new PairTerm(0, 2, [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 6, -24], [10, 10, 5, 5]),
        ]).ToUtf8Json().Span);
        Assert.Contains(whole, text, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidDocumentException>(() =>
            Scorecard.Parse(Encoding.UTF8.GetBytes(text.Replace(whole, broken, StringComparison.Ordinal))));

        Assert.Contains(fault.Errors, error => error.Path == path);
    }

    [Fact]
    public void Parse_IndentedCopy_HasTheSameVersion()
    {
        var card = Cards.Small();
        var indented = JsonNode.Parse(card.ToUtf8Json().Span)!.ToJsonString(new() { WriteIndented = true });

        Assert.Equal(card.Version, Scorecard.Parse(Encoding.UTF8.GetBytes(indented)).Version);
    }

    [Theory]
    [InlineData("\"points\":-40", "\"points\":\"x\"", "$.terms[2].bins[4].points")]
    [InlineData("\"edges\":[1,4]", "\"edges\":[4,1]", "$.terms[2]")]
    [InlineData("\"edges\":[1,4]", "\"edges\":[4]", "$.terms[2]")]
    [InlineData("\"feature\":\"housing\"", "\"feature\":\"sex\"", "$.terms[1].feature")]
    [InlineData("[400,450,500", "[400,350,500", "$.lineage.scoreQuantiles[1]")]
    [InlineData("creditai-scorecard-1", "creditai-scorecard-9", "$.format")]
    [InlineData("\"baseOdds\":50", "\"baseOdds\":-50", "$.scale")]
    [InlineData("\"basePoints\":500", "\"basePoints\":1e999", "$.basePoints")]
    [InlineData("\"kind\":\"categorical\"", "\"kind\":\"weird\"", "$.schema.features[1].kind")]
    public void Parse_Corrupt_NamesThePath(string whole, string broken, string path)
    {
        var text = Encoding.UTF8.GetString(Cards.Small().ToUtf8Json().Span);
        Assert.Contains(whole, text, StringComparison.Ordinal);

        var fault = Assert.Throws<InvalidDocumentException>(() =>
            Scorecard.Parse(Encoding.UTF8.GetBytes(text.Replace(whole, broken, StringComparison.Ordinal))));

        Assert.Contains(fault.Errors, error => error.Path == path);
    }

    [Fact]
    public void Parse_EveryTruncation_IsAClearError()
    {
        var whole = Cards.Small().ToUtf8Json();

        for (var length = 0; length < whole.Length; length += 7)
        {
            var fault = Assert.Throws<InvalidDocumentException>(() => Scorecard.Parse(whole[..length]));
            Assert.StartsWith("scorecard is not valid: $", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Score_FromStoredBins_IsTheSame()
    {
        var card = Cards.Small();
        var vector = Cards.Vector(card, 0.3, "R", null);
        ushort[] stored = [.. vector.Bins];
        vector.Clear();

        Assert.Equal(500 + 5 - 10, card.Score(stored).Points);
        Assert.Throws<InvalidOperationException>(() => card.Score([2, 2, 77]));
        Assert.Throws<InvalidOperationException>(() => card.Score([2, 2]));
    }

    [Fact]
    public void Describe_SaysTheBinInWords()
    {
        var card = Cards.Small();

        Assert.Equal(
            ["missing", "out of range", "< 0.2", "0.2 to < 0.4", "≥ 0.4", "owns", "rents, F"],
            [.. Enumerable.Range(0, 5).Select(card.Terms[0].Binning.Describe), .. Enumerable.Range(2, 2).Select(card.Terms[1].Binning.Describe)]);
    }
}
