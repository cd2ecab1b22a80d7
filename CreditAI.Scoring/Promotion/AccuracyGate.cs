using System.Globalization;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Metrics;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Promotion;

internal static class AccuracyGate
{
    public static Gate Of(Contender candidate, Contender? champion, PromotionPolicy policy)
    {
        var outcomes = Array.ConvertAll(candidate.Rows, row => candidate.Data.Favourable[row]);
        var scores = Array.ConvertAll(candidate.Rows, row => candidate.Points[row]);
        if (champion is null)
        {
            return Alone(outcomes, scores);
        }

        var threshold = -policy.AccuracyTolerance;
        var difference = AucDifference.Of(outcomes, scores, Array.ConvertAll(candidate.Rows, row => champion.Points[row]));
        return difference.Value is { } value
            ? new Gate(
                GateName.Accuracy, value >= threshold, difference, threshold,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"AUC less the champion's is {value:0.####}{Ends(difference)} on {difference.N} rows; it may be {threshold:0.####}."))
            : new Gate(GateName.Accuracy, false, difference, threshold, $"AUC is undefined: {difference.Undefined}.");
    }

    // Better than chance is the least that can be asked where there is nobody to compare with.
    private static Gate Alone(bool[] outcomes, double[] scores)
    {
        if (!outcomes.Contains(true) || !outcomes.Contains(false))
        {
            return new Gate(GateName.Accuracy, false, Measure.Not(outcomes.Length, "every outcome is the same"), null, "AUC is undefined: every outcome is the same.");
        }

        const double Chance = 0.5;
        var above = AucDifference.Of(outcomes, scores, new double[scores.Length]);
        return new Gate(
            GateName.Accuracy, above.Interval?.Low > 0, above with { Value = above.Value + Chance, Interval = Shift(above.Interval, Chance) }, Chance,
            string.Create(CultureInfo.InvariantCulture, $"There is no champion to compare with; AUC is {above.Value + Chance:0.####} on {above.N} rows, and must be above chance."));
    }

    private static Interval? Shift(Interval? interval, double by) => interval is { } ends ? new Interval(ends.Low + by, ends.High + by) : null;

    private static string Ends(Measure measure)
        => measure.Interval is { } ends ? string.Create(CultureInfo.InvariantCulture, $" ({ends.Low:0.####} to {ends.High:0.####})") : "";
}
