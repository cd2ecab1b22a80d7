using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>
/// Intercept and slope of the logistic regression of outcomes on the scores' logits (Cox 1958): 0 and 1 where scores mean
/// what they say, a slope below 1 where they are too extreme.
/// </summary>
internal static class CalibrationLine
{
    private const double ProbabilityFloor = 1e-15;

    public static (Measure Intercept, Measure Slope) Of(ScoredRows rows)
    {
        if (Undefined(rows) is { } reason)
        {
            return (Measure.Not(rows.Count, reason), Measure.Not(rows.Count, reason));
        }

        double[] logits = [.. rows.Scores.ToArray().Select(score => Math.Clamp(score, ProbabilityFloor, 1 - ProbabilityFloor)).Select(score => Math.Log(score / (1 - score)))];
        var line = new LogisticRegression([logits], rows.Favourable.ToArray(), [.. Enumerable.Repeat(1d, rows.Count)], 0).Fit();
        return (Measure.Of(line[0], rows.Count), Measure.Of(line[1], rows.Count));
    }

    private static string? Undefined(ScoredRows rows)
    {
        if (rows.Performance.Undefined is { } reason)
        {
            return reason;
        }

        double leastGood = double.PositiveInfinity, mostGood = double.NegativeInfinity, leastBad = double.PositiveInfinity, mostBad = double.NegativeInfinity;
        for (var row = 0; row < rows.Count; row++)
        {
            var score = rows.Scores[row];
            (leastGood, mostGood) = rows.Favourable[row] ? (Math.Min(leastGood, score), Math.Max(mostGood, score)) : (leastGood, mostGood);
            (leastBad, mostBad) = rows.Favourable[row] ? (leastBad, mostBad) : (Math.Min(leastBad, score), Math.Max(mostBad, score));
        }

        if (Math.Min(leastGood, leastBad) == Math.Max(mostGood, mostBad))
        {
            return "every score is the same";
        }

        return mostBad <= leastGood || mostGood <= leastBad ? "the scores separate the outcomes, so the slope is infinite" : null;
    }
}
