using CreditAI.Scoring.Interchange;
using CreditAI.Scoring.Interchange.Onnx;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Tests.Scoring.Interchange.Onnx;

public sealed class OnnxScorecardTests
{
    [Fact]
    public async Task Model_AnyScorecard_GivesTheEnginesPointsToTheLastBit() => await AssertSame(ExchangeCases.Sample(100, 60));

    [Fact]
    public async Task Model_TenThousandRows_GivesTheEnginesPointsToTheLastBit() => await AssertSame([TrainedCase.Synthetic(10_000)]);

    [Theory]
    [InlineData("german_credit", "german_credit")]
    [InlineData("hmeq", "hmeq")]
    public async Task Model_TrainedOnPublicData_GivesTheEnginesPointsToTheLastBit(string schema, string file) =>
        await AssertSame([TrainedCase.Public(schema, file, 10_000)]);

    [Fact]
    public void Write_Again_GivesTheSameBytes()
    {
        var drawn = TrainedCase.Synthetic(1);

        Assert.Equal(OnnxScorecard.Write(drawn.Card), OnnxScorecard.Write(Scorecard.Parse(drawn.Card.ToUtf8Json())));
    }

    [Fact]
    public void Write_EmptyTextAsALevel_IsRefusedUnlessItIsAMissingMarker()
    {
        var fault = Assert.Throws<InexpressibleException>(() => OnnxScorecard.Write(WithLevel("housing", "")));

        Assert.Contains("'housing' has the empty text as a level", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("points", "name of a result")]
    [InlineData("probability_of_default", "name of a result")]
    public void Write_FeatureNamedAsAResult_IsRefused(string name, string why)
    {
        var fault = Assert.Throws<InexpressibleException>(() => OnnxScorecard.Write(WithLevel(name, "a")));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TextThatIsNoUnicode_IsSaidWithItsPlace()
    {
        var fault = Assert.Throws<InexpressibleException>(() => OnnxScorecard.Write(WithLevel("housing", "half \uD800")));

        Assert.StartsWith("a level of feature 'housing' cannot be written as ONNX: 'half \\uD800' holds half of a surrogate pair", fault.Message, StringComparison.Ordinal);
    }

    private static Scorecard WithLevel(string name, string level)
    {
        var feature = new Feature { Name = name, Kind = FeatureKind.Categorical, DisplayName = name, Reason = name };
        var schema = new DatasetSchema { Name = "s", Label = new Label("l", "1", "0"), Features = [feature], Missing = [] };
        var term = new FeatureTerm(feature, new CategoricalBinning(feature, [[level]]), [new Bin(1, 0, 0, 0), new Bin(1, 0, 0, 1), new Bin(1, 0, 0, 2)]);
        return new Scorecard(schema, new PointScale(), 0, [term], new Lineage { Trainer = "t", CodeVersion = "1" });
    }

    private static async Task AssertSame(IReadOnlyList<ExchangeCase> cases)
    {
        foreach (var (drawn, scores) in cases.Zip(await OnnxRuntime.ScoreAsync(cases)))
        {
            Assert.Equal(drawn.Rows.Count, scores.Length);
            foreach (var ((expected, score), row) in drawn.Expected().Zip(scores).Zip(drawn.Rows))
            {
                Assert.True(expected.Points == score.Points, $"{score.Points:R} for {expected.Points:R} at {string.Join(" | ", row)}");
                Assert.Equal(expected.ProbabilityOfDefault, score.Default, 1e-12 * expected.ProbabilityOfDefault);
            }
        }
    }
}
