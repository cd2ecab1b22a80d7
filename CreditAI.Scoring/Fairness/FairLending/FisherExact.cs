namespace CreditAI.Scoring.Fairness.FairLending;

/// <summary>
/// Fisher's exact test of a two by two table, two-sided: the probability of every table with the same margins that is no more
/// probable than the one found. Probabilities come from their ratio to the neighbour's, starting at the most probable table, so
/// that no logarithm of a large factorial costs precision.
/// </summary>
internal static class FisherExact
{
    // Tables equally probable by symmetry may differ in their last bits; R and SciPy allow for it in the same way.
    private const double Same = 1 + 1e-10;

    /// <param name="successes">Of the first group.</param>
    /// <param name="trials">Of the first group.</param>
    /// <param name="otherSuccesses">Of the second group.</param>
    /// <param name="otherTrials">Of the second group.</param>
    public static double TwoSided(long successes, long trials, long otherSuccesses, long otherTrials)
    {
        var all = successes + otherSuccesses;
        var (least, most) = (Math.Max(0, all - otherTrials), Math.Min(all, trials));
        if (least == most)
        {
            return 1;
        }

        var mode = Math.Clamp((long)((all + 1.0) * (trials + 1.0) / (trials + otherTrials + 2.0)), least, most);
        var relative = new double[most - least + 1];
        relative[mode - least] = 1;
        for (var k = mode; k < most; k++)
        {
            relative[k + 1 - least] = relative[k - least] * Up(k);
        }

        for (var k = mode; k > least; k--)
        {
            relative[k - 1 - least] = relative[k - least] / Up(k - 1);
        }

        var limit = relative[successes - least] * Same;
        double total = 0, extreme = 0;
        foreach (var probability in relative.Order())
        {
            total += probability;
            extreme += probability <= limit ? probability : 0;
        }

        return Math.Min(1, extreme / total);

        double Up(long k) => (double)(trials - k) * (all - k) / ((k + 1.0) * (otherTrials - all + k + 1.0));
    }
}
