namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>
/// The 95 % interval of an AUC (DeLong, DeLong and Clarke-Pearson 1988), by the normal distribution on the logit of the AUC so
/// that it stays within 0 and 1. Placement values come from ranks, in n log n.
/// </summary>
internal static class DeLong
{
    /// <returns>Null where fewer than two rows of a class, or an AUC of 0 or 1, leave nothing to estimate the variance from.</returns>
    public static Interval? Interval(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores, double auc)
    {
        double[] good = Sorted(favourable, scores, true);
        double[] bad = Sorted(favourable, scores, false);
        if (good.Length < 2 || bad.Length < 2 || auc is not (> 0 and < 1))
        {
            return null;
        }

        var error = Math.Sqrt((Variance(good, bad) / good.Length) + (Variance(bad, good) / bad.Length)) / (auc * (1 - auc));
        var logit = Math.Log(auc / (1 - auc));
        return new Interval(Logistic(logit - (Fairness.Interval.Z * error)), Logistic(logit + (Fairness.Interval.Z * error)));
    }

    private static double[] Sorted(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores, bool wanted)
    {
        var picked = new List<double>();
        for (var row = 0; row < scores.Length; row++)
        {
            if (favourable[row] == wanted)
            {
                picked.Add(scores[row]);
            }
        }

        picked.Sort();
        return [.. picked];
    }

    /// <summary>Sample variance of the share of the others that each value lies above, ties half.</summary>
    private static double Variance(double[] values, double[] others)
    {
        double sum = 0, squares = 0;
        int below = 0, upTo = 0;
        foreach (var value in values)
        {
            for (; below < others.Length && others[below] < value; below++)
            {
            }

            for (upTo = Math.Max(upTo, below); upTo < others.Length && others[upTo] <= value; upTo++)
            {
            }

            var placement = (below + upTo) / (2.0 * others.Length);
            sum += placement;
            squares += placement * placement;
        }

        return Math.Max(0, (squares - (sum * sum / values.Length)) / (values.Length - 1));
    }

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));
}
