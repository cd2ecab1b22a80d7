using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Promotion;

internal static class DataGate
{
    public static Gate Of(Contender candidate, PromotionPolicy policy)
    {
        var n = candidate.Rows.Length;
        return new Gate(
            GateName.Data, n >= policy.MinimumRows, Measure.Of(n, n), policy.MinimumRows,
            $"{n} held-out rows with outcomes; {policy.MinimumRows} are asked for.");
    }
}
