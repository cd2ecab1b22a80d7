using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;
using CreditAI.ScoringApi.Decisions;

namespace CreditAI.ScoringApi.Champions;

/// <summary>
/// Writes the reasons of a scorecard. Their texts are as few as its bins, and are made JSON when one is first told; what the bins of a feature have in
/// common is there once, so that all of it stays in the processor's cache. Thread-safe.
/// </summary>
internal sealed class ReasonTexts(Scorecard scorecard)
{
    private readonly byte[]?[] _heads = new byte[2 * scorecard.Terms.Count][];
    private readonly byte[]?[][] _tails = [.. scorecard.Terms.Select(term => new byte[]?[term.Bins.Count])];

    /// <summary>A <see cref="ReasonResponse"/>, member for member.</summary>
    public void Write(JsonBytes json, PointsLost lost)
    {
        json.Raw(_heads[(2 * lost.Slot) + (lost.Bin == Binning.Missing ? 1 : 0)] ??= Head(scorecard.Tell(lost)));
        json.Number(lost.Points);
        json.Raw(_tails[lost.Slot][lost.Bin] ??= Tail(scorecard.Tell(lost)));
    }

    // What stands before the points: a feature has a text of its own where its value is missing.
    private static byte[] Head(Reason reason)
        => [.. "{\"feature\":\""u8, .. JsonBytes.Escaped(reason.Feature), .. "\",\"text\":\""u8, .. JsonBytes.Escaped(reason.Text), .. "\",\"pointsLost\":"u8];

    private static byte[] Tail(Reason reason) => [.. ",\"value\":\""u8, .. JsonBytes.Escaped(reason.Value), .. "\"}"u8];
}
