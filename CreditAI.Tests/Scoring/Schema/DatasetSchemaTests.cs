using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;

namespace CreditAI.Tests.Scoring.Schema;

public sealed class DatasetSchemaTests
{
    [Fact]
    public void Parse_OfWhatWasWritten_IsTheSame()
    {
        var written = Cards.Schema.ToUtf8Json();

        Assert.Equal(written, DatasetSchema.Parse(written).ToUtf8Json());
    }

    [Fact]
    public void Parse_ProtectedAttributeAsFeature_IsRefused()
    {
        var fault = Refused("""
            { "name": "x", "label": { "name": "y", "favourable": 1 },
              "features": [ { "name": "income", "kind": "numeric" }, { "name": "sex", "kind": "categorical" } ],
              "protected": [ { "name": "sex" } ] }
            """);

        var error = Assert.Single(fault.Errors);
        Assert.Equal("$.features[1].name", error.Path);
        Assert.Contains("can never be a feature", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllNamed()
    {
        var fault = Refused("""
            { "name": "x", "label": { "name": "y", "favourable": "1", "unfavourable": "1" }, "colour": 3, "weight": "y",
              "features": [
                { "name": "a", "kind": "numerc" },
                { "name": "a", "kind": "numeric", "minimum": 5, "maximum": 1 },
                { "kind": "categorical", "direction": "increasing" },
                { "name": "b", "kind": "numeric", "direction": "up", "minimum": "low" } ],
              "protected": [ { "name": "age", "bands": [ { "name": "young" }, { "name": "old" } ], "privileged": "ancient" } ] }
            """);

        Assert.Equal(
            [
                "$.colour", "$.features[0].kind", "$.features[1].maximum", "$.features[1].name", "$.features[2].direction",
                "$.features[2].name", "$.features[3].direction", "$.features[3].minimum", "$.label.unfavourable",
                "$.protected[0].bands[1].from", "$.protected[0].privileged", "$.weight",
            ],
            fault.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("{}", "$.features")]
    [InlineData("{\"name\":1,\"name\":2}", "$")]
    public void Parse_NotASchema_IsAClearError(string json, string path)
    {
        Assert.Contains(Refused(json).Errors, error => error.Path.StartsWith(path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(19, "25 and under")]
    [InlineData(25.9, "25 and under")]
    [InlineData(26, "over 25")]
    [InlineData(90, "over 25")]
    public void BandOf_TakesTheBandTheNumberLiesIn(double age, string band)
    {
        Assert.Equal(band, Cards.Schema.Protected[1].BandOf(age));
    }

    private static InvalidDocumentException Refused(string json) =>
        Assert.Throws<InvalidDocumentException>(() => DatasetSchema.Parse(json));
}
