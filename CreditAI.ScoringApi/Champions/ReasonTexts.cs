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
    private readonly Tail?[][] _tails = [.. scorecard.Terms.Select(term => new Tail?[term.Bins.Count])];

    /// <summary>A <see cref="ReasonResponse"/>, member for member.</summary>
    public void Write(JsonBytes json, PointsLost lost)
    {
        json.Raw(_heads[(2 * lost.Slot) + (lost.Bin == Binning.Missing ? 1 : 0)] ??= Head(scorecard.Tell(lost)));
        var tail = _tails[lost.Slot][lost.Bin] ??= Tail.Of(scorecard.Tell(lost));
        if (tail.Points.Equals(lost.Points))
        {
            json.Raw(tail.Json);
        }
        else
        {
            json.Number(lost.Points);
            json.Raw(tail.Json.AsSpan(tail.PointsLength));
        }
    }

    // What stands before the points: a feature has a text of its own where its value is missing.
    private static byte[] Head(Reason reason)
        => [.. "{\"feature\":\""u8, .. JsonBytes.Escaped(reason.Feature), .. "\",\"text\":\""u8, .. JsonBytes.Escaped(reason.Text), .. "\",\"pointsLost\":"u8];

    // With the points that a bin lost when it was first told: it loses the same each time, unless its feature is in a pair too.
    private sealed record Tail(double Points, int PointsLength, byte[] Json)
    {
        public static Tail Of(Reason reason)
        {
            var points = new JsonBytes();
            points.Number(reason.PointsLost);
            return new Tail(reason.PointsLost, points.Length, [.. points.Written, .. ",\"value\":\""u8, .. JsonBytes.Escaped(reason.Value), .. "\"}"u8]);
        }
    }
}
