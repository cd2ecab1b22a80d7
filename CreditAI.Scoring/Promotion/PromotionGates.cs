using CreditAI.Scoring.Policies;

namespace CreditAI.Scoring.Promotion;

/// <summary>What a model version must show before it becomes champion, on rows that neither it nor the champion was trained on.</summary>
public static class PromotionGates
{
    /// <param name="candidate">The version.</param>
    /// <param name="champion">The version that decides now, on the same rows; null where none does.</param>
    /// <param name="policy">What is asked for.</param>
    /// <param name="time">Measures the latency.</param>
    /// <returns>Every gate, in the order of <see cref="GateName.All"/>.</returns>
    /// <exception cref="ArgumentException">The rows have no outcomes, or the champion's are others.</exception>
    public static IReadOnlyList<Gate> Judge(Contender candidate, Contender? champion, Policy policy, TimeProvider time)
    {
        if (!candidate.Data.HasOutcomes)
        {
            throw new ArgumentException("the rows have no outcomes", nameof(candidate));
        }

        if (champion is not null && (champion.Data.Count != candidate.Data.Count || !champion.Data.Favourable.SequenceEqual(candidate.Data.Favourable)))
        {
            throw new ArgumentException("the champion's rows are others", nameof(champion));
        }

        return
        [
            DataGate.Of(candidate, policy.Promotion),
            AccuracyGate.Of(candidate, champion, policy.Promotion),
            FairnessGate.Of(candidate, policy),
            ReasonsGate.Of(candidate),
            LatencyGate.Of(candidate, policy.Promotion, time),
        ];
    }
}
