using System.Text;
using CreditAI.Scoring.Binnings;
using CreditAI.Scoring.Data;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Scorecards;
using CreditAI.Scoring.Training;

namespace CreditAI.Tests.Scoring.Binnings;

public sealed class BreaksDocumentTests
{
    private static readonly Dataset Data = Load();
    private static readonly int[] Rows = [.. Enumerable.Range(0, Data.Count)];

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBins()
    {
        var tables = EvidenceTables.Of(Data, Rows);

        var read = BreaksDocument.Read(BreaksDocument.Write(tables.Select(table => (table.Feature, table.Binning))), "b.json", Data, Rows);

        Assert.Equal(tables.Select(table => table.Feature.Name), read.Keys);
        Assert.Equal(
            tables.Select(table => table.Rows.Select(row => row.Description)),
            EvidenceTables.Of(Data, Rows, new LogisticOptions { Breaks = read }).Select(table => table.Rows.Select(row => row.Description)));
    }

    [Fact]
    public void Fit_Breaks_AreTheScorecardsBinsAndSaidSo()
    {
        var breaks = Read("""{ "feature": "debt_ratio", "edges": [0.3, 0.7] }""");

        var scorecard = LogisticTrainer.Fit(Data, Rows, new LogisticOptions { Breaks = breaks });

        Assert.Equal([0.3, 0.7], ((NumericBinning)scorecard.Terms[0].Binning).Edges);
        Assert.Contains("debt_ratio: its bins were given, not chosen by the outcomes", scorecard.Lineage.Notes);
    }

    [Theory]
    [InlineData("""{ "feature": "debt_ratio", "edges": [0.7, 0.3] }""", "$.features[0].edges[1]: 0.3 must be above 0.7: edges ascend")]
    [InlineData("""{ "feature": "debt_ratio", "edges": [0.3, 9] }""", "$.features[0].edges: bin '≥ 9' holds no training row")]
    [InlineData("""{ "feature": "debt_ratio", "edges": ["a"] }""", "$.features[0].edges[0]: must be a number")]
    [InlineData("""{ "feature": "debt_ratio" }""", "$.features[0].edges: edges are required; [] is one bin for all")]
    [InlineData("""{ "feature": "debt_ratio", "levels": [] }""", "$.features[0].levels: is not known here; known are feature, edges")]
    [InlineData("""{ "feature": "sex", "edges": [] }""", "$.features[0].feature: 'sex' is no feature of the schema; it has debt_ratio, housing, inquiries")]
    [InlineData("""{ "feature": "inquiries", "edges": [] }, { "feature": "inquiries", "edges": [] }""", "$.features[1].feature: 'inquiries' is there twice")]
    [InlineData("""{ "feature": "housing", "levels": [{ "any": ["O", "X"] }, { "any": ["R"] }] }""", "$.features[0].levels[0].any[1]: the data have no level 'X'")]
    [InlineData("""{ "feature": "housing", "levels": [{ "any": ["O", "R"] }, { "any": ["R"] }] }""", "$.features[0].levels[1].any[0]: level 'R' is in a group already")]
    [InlineData("""{ "feature": "housing", "levels": [{ "any": ["O"] }] }""", "$.features[0].levels: level 'R' (30 training rows) is in no group")]
    [InlineData("""{ "feature": "housing", "levels": [{ "any": ["O", "R"] }, { "any": [] }] }""", "$.features[0].levels[1]: the group has no levels")]
    [InlineData(
        """{ "feature": "inquiries", "edges": [2] }""",
        "$.features[0].edges: from '< 2' to '≥ 2' the evidence goes against the schema's direction; merge the two")]
    public void Read_BreaksThatDoNotFitTheData_SayWhere(string features, string message)
    {
        var fault = Assert.Throws<InvalidDocumentException>(() => Read(features));

        Assert.Equal(message, fault.Errors[0].ToString());
    }

    private static IReadOnlyDictionary<string, Binning> Read(string features) => BreaksDocument.Read(
        Encoding.UTF8.GetBytes($$"""{ "format": "creditai-breaks-1", "features": [{{features}}] }"""), "b.json", Data, Rows);

    /// <summary>Debt is bad, inquiries are good: the schema says that both are bad.</summary>
    private static Dataset Load()
    {
        var text = new StringBuilder("repaid,debt_ratio,housing,inquiries,sex,age\n");
        for (var row = 0; row < 60; row++)
        {
            var good = row % 6 < 3 + (row % 10 < 5 ? 2 : -2);
            text.Append(FormattableString.Invariant($"{(good ? "yes" : "no")},{row % 10 / 10d},{(row % 2 == 0 ? "R" : "O")},{(good ? 3 : 1)},1,30\n"));
        }

        return CsvDataset.Load(new StringReader(text.ToString()), "f.csv", Cards.Schema);
    }
}
