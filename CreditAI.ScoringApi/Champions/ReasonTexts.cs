using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Decisions;

namespace CreditAI.ScoringApi.Champions;

/// <summary>Writes the reasons of a scorecard. Their texts are as few as its bins, and are made JSON when one is first told. Thread-safe.</summary>
internal sealed class ReasonTexts(Scorecard scorecard)
{
    private readonly Texts?[][] _bySlotAndBin = [.. scorecard.Terms.Select(term => new Texts?[term.Bins.Count])];

    /// <summary>A <see cref="ReasonResponse"/>, member for member.</summary>
    public void Write(JsonBytes json, PointsLost lost)
    {
        var texts = _bySlotAndBin[lost.Slot][lost.Bin] ??= Texts.Of(scorecard.Tell(lost));
        json.Raw(texts.Head);
        json.Number(lost.Points);
        json.Raw(texts.Tail);
    }

    // What stands before the points and behind them.
    private sealed record Texts(byte[] Head, byte[] Tail)
    {
        public static Texts Of(Reason reason) => new(
            [.. "{\"feature\":\""u8, .. JsonBytes.Escaped(reason.Feature), .. "\",\"text\":\""u8, .. JsonBytes.Escaped(reason.Text), .. "\",\"pointsLost\":"u8],
            [.. ",\"value\":\""u8, .. JsonBytes.Escaped(reason.Value), .. "\"}"u8]);
    }
}
