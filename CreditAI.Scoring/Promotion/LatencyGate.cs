using System.Globalization;
using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Policies;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Promotion;

/// <summary>The 99th percentile of scoring and explaining one application on this machine; the best of some rounds, as others use the machine too.</summary>
internal static class LatencyGate
{
    private const int MostRows = 2000;
    private const int Rounds = 5;

    public static Gate Of(Contender candidate, PromotionPolicy policy, TimeProvider time)
    {
        if (candidate.Rows.Length == 0)
        {
            return new Gate(GateName.Latency, false, Measure.Not(0, "there are no rows"), policy.LatencyMicroseconds, "There are no rows to score.");
        }

        var microseconds = Enumerable.Range(0, Rounds).Min(_ => Round(candidate, time));
        var n = Math.Min(MostRows, candidate.Rows.Length);
        return new Gate(
            GateName.Latency, microseconds <= policy.LatencyMicroseconds, Measure.Of(microseconds, n), policy.LatencyMicroseconds,
            string.Create(CultureInfo.InvariantCulture, $"99 of 100 applications are scored and explained within {microseconds:0.##} µs; it may be {policy.LatencyMicroseconds} µs."));
    }

    private static double Round(Contender candidate, TimeProvider time)
    {
        var scorecard = candidate.Scorecard;
        var rows = scorecard.Encode(candidate.Data);
        var bins = new ushort[rows.Width];
        var reasons = new PointsLost[ScorecardReasons.Usual];
        var taken = new double[Math.Min(MostRows, candidate.Rows.Length)];
        for (var index = 0; index < taken.Length; index++)
        {
            rows.CopyRow(candidate.Rows[index], bins);
            var started = time.GetTimestamp();
            scorecard.Score(bins);
            scorecard.Explain(bins, candidate.Basis, reasons);
            taken[index] = time.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(taken);
        return taken[Math.Min(taken.Length - 1, (int)Math.Ceiling(0.99 * taken.Length) - 1)];
    }
}
