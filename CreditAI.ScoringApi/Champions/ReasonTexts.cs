using System.Text.Json;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Decisions;

namespace CreditAI.ScoringApi.Champions;

/// <summary>Writes the reasons of a scorecard. Their texts are as few as its bins, and are made JSON when one is first told. Thread-safe.</summary>
internal sealed class ReasonTexts(Scorecard scorecard)
{
    private static readonly JsonEncodedText Feature = JsonEncodedText.Encode("feature");
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode("text");
    private static readonly JsonEncodedText PointsLost = JsonEncodedText.Encode("pointsLost");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");

    private readonly Texts?[][] _bySlotAndBin = [.. scorecard.Terms.Select(term => new Texts?[term.Bins.Count])];

    /// <summary>A <see cref="ReasonResponse"/>, member for member.</summary>
    public void Write(Utf8JsonWriter json, PointsLost lost)
    {
        var texts = _bySlotAndBin[lost.Slot][lost.Bin] ??= Texts.Of(scorecard.Tell(lost));
        json.WriteStartObject();
        json.WriteString(Feature, texts.Feature);
        json.WriteString(Text, texts.Text);
        json.WriteNumber(PointsLost, lost.Points);
        json.WriteString(Value, texts.Value);
        json.WriteEndObject();
    }

    private sealed record Texts(JsonEncodedText Feature, JsonEncodedText Text, JsonEncodedText Value)
    {
        public static Texts Of(Reason reason) => new(Encode(reason.Feature), Encode(reason.Text), Encode(reason.Value));

        private static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, DecisionWriter.Options.Encoder);
    }
}
