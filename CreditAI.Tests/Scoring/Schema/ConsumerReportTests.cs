using System.Text;
using CreditAI.Scoring.Documents;
using CreditAI.Scoring.Schema;
using CreditAI.Scoring.Scorecards;
using CreditAI.Tests.Scoring.Notices;

namespace CreditAI.Tests.Scoring.Schema;

public sealed class ConsumerReportTests
{
    [Fact]
    public void Parse_OfWhatWasWritten_KeepsWhatComesFromAReport()
    {
        var card = Scorecard.Parse(ReportCards.Card().ToUtf8Json());

        Assert.Equal(ReportCards.Card().Version, card.Version);
        Assert.Equal(new BureauScore("Example Score 8", 300, 850), card.Schema.Features[1].BureauScore);
        Assert.True(card.Schema.Features[^1].IsInquiries);
        Assert.Equal([FeatureSource.Application, FeatureSource.ConsumerReport], card.Schema.Features.Take(2).Select(feature => feature.Source));
    }

    [Fact]
    public void Write_WithoutConsumerReport_IsTheBytesOfBefore()
    {
        // Taken before a schema could say what comes from a report.
        Assert.Equal("db3d8ae0846cbf2ad2147c5808c4f8ae84d1301bc3c7a3cb0ded148c246e8f72", Cards.Small().Version);
        var text = Encoding.UTF8.GetString(Cards.Schema.ToUtf8Json());
        Assert.DoesNotContain("source", text, StringComparison.Ordinal);
        Assert.DoesNotContain("isInquiries", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_MarksOutOfPlace_AreAllNamed()
    {
        var fault = Assert.Throws<InvalidDocumentException>(() => DatasetSchema.Parse("""
            { "name": "x", "label": { "name": "y", "favourable": 1 },
              "features": [
                { "name": "a", "kind": "numeric", "bureauScore": { "name": "S", "lowest": 300, "highest": 850 } },
                { "name": "b", "kind": "numeric", "source": "consumerReport", "bureauScore": { "name": "S", "lowest": 850, "highest": 300 } },
                { "name": "c", "kind": "categorical", "source": "consumerReport", "isInquiries": true },
                { "name": "d", "kind": "numeric", "source": "bureau", "isInquiries": "yes" } ] }
            """));

        Assert.Equal(
            [
                "$.features[0].bureauScore", "$.features[1].bureauScore", "$.features[1].bureauScore.highest", "$.features[2].isInquiries",
                "$.features[3].isInquiries", "$.features[3].source",
            ],
            fault.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
    }
}
