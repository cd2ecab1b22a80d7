using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Reasons;
using CreditAI.Scoring.Scorecards;

namespace CreditAI.Scoring.Promotion;

/// <summary>
/// Reads the artifact again and decides every row twice: by columns, and one by one from the artifact that was read, as the service does. Points must agree
/// to the last bit, reasons must be the same, and what all features lost must be the whole gap to the basis.
/// </summary>
internal static class ReasonsGate
{
    // Of points: sums of a few dozen terms in another order.
    private const double Rounding = 1e-9;

    public static Gate Of(Contender candidate)
    {
        var wrong = Wrong(candidate);
        var n = candidate.Rows.Length;
        return new Gate(
            GateName.Reasons, wrong == 0, Measure.Of(wrong, n), 0,
            wrong == 0
                ? $"Points and reasons of {n} rows are the same from the artifact read again, and account for every point."
                : $"{wrong} of {n} rows have other points or reasons from the artifact read again, or reasons that do not account for their points.");
    }

    private static int Wrong(Contender candidate)
    {
        var scorecard = candidate.Scorecard;
        var again = Scorecard.Parse(scorecard.ToUtf8Json());
        var rows = scorecard.Encode(candidate.Data);
        var best = BasisPoints(scorecard, candidate.Basis);
        var bins = new ushort[rows.Width];
        var lost = new double[rows.Width];
        var (reasons, reasonsAgain) = (new PointsLost[ScorecardReasons.Usual], new PointsLost[ScorecardReasons.Usual]);
        var wrong = 0;
        foreach (var row in candidate.Rows)
        {
            rows.CopyRow(row, bins);
            var points = again.Score(bins).Points;
            var found = scorecard.Explain(bins, candidate.Basis, reasons);
            var foundAgain = again.Explain(bins, candidate.Basis, reasonsAgain);
            again.Lost(bins, candidate.Basis, lost);
            var isSame = points == candidate.Points[row]
                && reasons.AsSpan(0, found).SequenceEqual(reasonsAgain.AsSpan(0, foundAgain))
                && Math.Abs(best - points - lost.Sum()) <= Rounding * Math.Max(1, Math.Abs(best));
            wrong += isSame ? 0 : 1;
        }

        return wrong;
    }

    private static double BasisPoints(Scorecard scorecard, ReasonBasis basis)
        => scorecard.BasePoints
            + scorecard.Terms.Sum(term => basis == ReasonBasis.Best ? term.BestPoints : term.MeanPoints)
            + scorecard.Pairs.Sum(pair => basis == ReasonBasis.Best ? pair.BestPoints : pair.MeanPoints);
}
