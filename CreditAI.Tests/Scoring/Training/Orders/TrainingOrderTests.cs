using System.Text;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Training.Orders;

namespace CreditAI.Tests.Scoring.Training.Orders;

public sealed class TrainingOrderTests
{
    private static readonly string Schema = Encoding.UTF8.GetString(Cards.Schema.ToUtf8Json());

    [Theory]
    [InlineData("""{ "data": { "ledger": {} } }""")]
    [InlineData("""{ "name": "loans", "data": { "ledger": { "from": "2026-01-01T00:00:00Z", "to": "2026-07-01T00:00:00Z", "schemaOf": 3 } }, "trainer": "boosted", "split": "0.8", "seed": 4, "approvalRate": 0.6, "referralRate": 0.1 }""")]
    [InlineData("""{ "data": { "object": "data/2026/spring.csv", "schema": SCHEMA }, "mitigation": { "method": "reweighing", "attribute": "sex" } }""")]
    [InlineData("""{ "data": { "ledger": {} }, "mitigation": { "method": "reductions", "attribute": "sex", "constraint": "equalizedOdds", "bound": 0.02 } }""")]
    [InlineData("""{ "data": { "ledger": {} }, "search": { "protected": ["sex", "age"], "models": 20, "maximumLoss": 0.01 } }""")]
    public void Parse_OfWhatWasWritten_IsTheSame(string json)
    {
        var order = Parse(json);

        Assert.Equal(order.ToUtf8Json(), TrainingOrder.Parse(order.ToUtf8Json()).ToUtf8Json());
    }

    [Fact]
    public void Parse_NothingButTheData_TakesWhatIsUsual()
    {
        var order = Parse("""{ "data": { "ledger": {} } }""");

        Assert.Equal(("logistic", "index%10<7", 1, 0.7, 0.05), (order.Trainer, order.Split, order.Seed, order.ApprovalRate, order.ReferralRate));
        Assert.Equal(new TrainingSource.OwnDecisions(null, null, null), order.Source);
    }

    [Fact]
    public void Parse_SeveralFaults_AreAllNamed()
    {
        var fault = Assert.Throws<InvalidDocumentException>(() => Parse("""
            { "data": { "object": "models/../x.csv" }, "trainer": "forest", "mitigation": { "method": "magic", "attribute": "sex", "bound": 0.1 },
              "search": { "protected": [], "models": 1 }, "split": "sometimes", "approvalRate": 0.8, "referralRate": 0.3, "colour": "red" }
            """));

        Assert.Equal(
            [
                "$.colour", "$.data.object", "$.data.schema", "$.mitigation.bound", "$.mitigation.method", "$.referralRate", "$.search", "$.search.models",
                "$.search.protected", "$.split", "$.trainer",
            ],
            fault.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "data": { } }""", "$.data")]
    [InlineData("""{ "data": { "ledger": {}, "object": "data/a.csv" } }""", "$.data")]
    [InlineData("""{ "data": { "object": "data/a.csv", "schema": { "name": "x" } } }""", "$.data.schema.label")]
    [InlineData("""{ "data": { "ledger": { "from": "2026-02-01", "to": "2026-01-01" } } }""", "$.data.ledger.to")]
    [InlineData("""{ "data": { "ledger": { "from": "yesterday" } } }""", "$.data.ledger.from")]
    [InlineData("""{ "data": { "ledger": {} }, "search": "yes" }""", "$.search")]
    public void Parse_Data_SaysWhereItIsWrong(string json, string path)
        => Assert.Contains(path, Assert.Throws<InvalidDocumentException>(() => Parse(json)).Errors.Select(error => error.Path));

    private static TrainingOrder Parse(string json) => TrainingOrder.Parse(Encoding.UTF8.GetBytes(json.Replace("SCHEMA", Schema, StringComparison.Ordinal)));
}
