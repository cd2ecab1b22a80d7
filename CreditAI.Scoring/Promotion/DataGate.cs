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
            $"{n} rows with outcomes that neither version was trained on; {policy.MinimumRows} are asked for.");
    }
}
