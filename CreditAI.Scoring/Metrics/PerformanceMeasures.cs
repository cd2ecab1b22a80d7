namespace CreditAI.Scoring.Metrics;

/// <summary>Measures of how well probabilities tell outcomes apart.</summary>
public static class PerformanceMeasures
{
    // scikit-learn's and the reference's clip: a certain and wrong prediction costs much, not everything.
    private const double ProbabilityFloor = 1e-15;

    private const string OneClass = "every outcome is the same, so scores cannot be ranked against it";

    /// <param name="favourable">Outcomes.</param>
    /// <param name="probabilities">Probability of the favourable outcome, 0 to 1, by the same index.</param>
    /// <param name="weights">Row weights; empty when every row counts one.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Performance Of(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights = default)
    {
        if (favourable.Length != probabilities.Length || (weights.Length != 0 && weights.Length != favourable.Length))
        {
            throw new ArgumentException("outcomes, probabilities and weights must be of the same length", nameof(probabilities));
        }

        double total = 0, good = 0, squares = 0, log = 0;
        for (var row = 0; row < favourable.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            var outcome = favourable[row] ? 1d : 0d;
            var probability = Math.Clamp(probabilities[row], ProbabilityFloor, 1 - ProbabilityFloor);
            total += weight;
            good += weight * outcome;
            squares += weight * (probabilities[row] - outcome) * (probabilities[row] - outcome);
            log -= weight * Math.Log(favourable[row] ? probability : 1 - probability);
        }

        if (favourable.Length == 0)
        {
            return new Performance { N = 0, Undefined = "there are no rows" };
        }

        var performance = new Performance
        {
            N = favourable.Length,
            BaseRate = good / total,
            Brier = squares / total,
            LogLoss = log / total,
            Undefined = favourable.Contains(true) && favourable.Contains(false) ? null : OneClass,
        };
        if (performance.Undefined is not null)
        {
            return performance;
        }

        var (auc, ks) = Ranking(favourable, probabilities, weights, good, total - good);
        return performance with { Auc = auc, Ks = ks, Gini = (2 * auc) - 1 };
    }

    /// <summary>AUC and KS of scores of any scale; higher is more favourable. Both outcomes must be there.</summary>
    internal static (double Auc, double Ks) RankingOf(ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores)
    {
        var good = favourable.Count(true);
        return Ranking(favourable, scores, default, good, favourable.Length - good);
    }

    /// <summary>AUC as the Mann–Whitney statistic with ties counted half, and KS, in one pass over the sorted scores.</summary>
    private static (double Auc, double Ks) Ranking(
        ReadOnlySpan<bool> favourable, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, double good, double bad)
    {
        var sorted = scores.ToArray();
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, order);
        double goodBelow = 0, badBelow = 0, pairs = 0, ks = 0;
        for (var first = 0; first < order.Length;)
        {
            double goodTied = 0, badTied = 0;
            var last = first;
            for (; last < order.Length && sorted[last] == sorted[first]; last++)
            {
                var weight = weights.Length == 0 ? 1 : weights[order[last]];
                if (favourable[order[last]])
                {
                    goodTied += weight;
                }
                else
                {
                    badTied += weight;
                }
            }

            pairs += goodTied * (badBelow + (badTied / 2));
            goodBelow += goodTied;
            badBelow += badTied;
            ks = Math.Max(ks, Math.Abs((goodBelow / good) - (badBelow / bad)));
            first = last;
        }

        return (pairs / (good * bad), ks);
    }
}
