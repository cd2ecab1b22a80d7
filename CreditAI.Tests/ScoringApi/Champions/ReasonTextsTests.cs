using System.Text.Json;
using CreditAI.Scoring.Reasons;
using CreditAI.ScoringApi.Champions;
using CreditAI.ScoringApi.Decisions;
using CreditAI.Tests.Scoring;

namespace CreditAI.Tests.ScoringApi.Champions;

public sealed class ReasonTextsTests
{
    [Fact]
    public void Write_ABinThatLosesOtherPointsThanTheFirstTime_TellsItsOwn()
    {
        var card = Cards.Small();
        var texts = new ReasonTexts(card);

        foreach (var points in new[] { 12.5, 12.5, 7.25, 1.0 / 3, 12.5 })
        {
            var json = new JsonBytes();
            var lost = new PointsLost(0, 1, points);
            texts.Write(json, lost);

            var expected = card.Tell(lost);
            using var written = JsonDocument.Parse(json.Written.ToArray());
            Assert.Equal(
                (expected.Feature, expected.Text, points, expected.Value),
                (Text("feature"), Text("text"), written.RootElement.GetProperty("pointsLost").GetDouble(), Text("value")));

            string? Text(string member) => written.RootElement.GetProperty(member).GetString();
        }
    }
}
