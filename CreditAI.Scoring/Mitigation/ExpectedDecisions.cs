using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Mitigation;

/// <summary>What decisions by chance come to on average: tallies of the probabilities themselves, with no draw in them.</summary>
public static class ExpectedDecisions
{
    /// <param name="rows">Groups and outcomes.</param>
    /// <param name="probabilities">Probability of approval by row; a certain decision is 0 or 1.</param>
    /// <returns>One tally per group that has rows, in the groups' order.</returns>
    public static IReadOnlyList<GroupTally> Tallies(GroupedOutcomes rows, ReadOnlySpan<double> probabilities)
    {
        var sums = new (long Rows, double Weight, double Approved)[rows.Groups.Count, 2];
        for (var row = 0; row < rows.Count; row++)
        {
            ref var sum = ref sums[rows.Codes[row], rows.Favourable[row] ? 1 : 0];
            sum = (sum.Rows + 1, sum.Weight + rows.Weights[row], sum.Approved + (rows.Weights[row] * probabilities[row]));
        }

        return [.. rows.Groups.Select((group, code) =>
        {
            var (bad, good) = (sums[code, 0], sums[code, 1]);
            return new GroupTally
            {
                Group = group,
                N = bad.Rows + good.Rows,
                Weight = bad.Weight + good.Weight,
                Selected = bad.Approved + good.Approved,
                Outcomes = new OutcomeTally(good.Rows, good.Weight, good.Approved, bad.Rows, bad.Weight, bad.Approved),
            };
        }).Where(tally => tally.N > 0)];
    }

    /// <summary>Share of the weight decided as it turned out: approved and favourable, or declined and unfavourable.</summary>
    public static Measure Accuracy(IEnumerable<GroupTally> tallies)
    {
        var (n, weight, right) = (0L, 0d, 0d);
        foreach (var tally in tallies)
        {
            var outcomes = tally.Outcomes ?? throw new ArgumentException("accuracy needs outcomes", nameof(tallies));
            (n, weight) = (n + tally.N, weight + tally.Weight);
            right += outcomes.TruePositives + (outcomes.Unfavourable - outcomes.FalsePositives);
        }

        return Measure.Share(right, weight, n, "there are no rows");
    }
}
