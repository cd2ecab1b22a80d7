namespace CreditAI.Scoring.Fairness.Aif;

/// <summary>
/// Generalized entropy of the benefits b = 1 + decision − outcome (Speicher et al. 2018): 0 for a favourable outcome declined,
/// 1 for a right decision, 2 for an unfavourable outcome approved. As AIF360 computes it: rows count one each whatever their
/// weight, and at alpha 0 its sum is divided by the mean benefit once more than the paper's formula.
/// </summary>
internal static class GeneralizedEntropy
{
    private const string NoBenefit = "nobody has any benefit: every favourable outcome is declined and nothing else is there";

    /// <param name="benefits">Each benefit with the rows that have it.</param>
    /// <param name="alpha">0: mean log deviation; 1: Theil; 2: half the squared coefficient of variation.</param>
    public static Measure Index(ReadOnlySpan<(double Benefit, long Rows)> benefits, double alpha)
    {
        long n = 0;
        double total = 0;
        foreach (var (benefit, rows) in benefits)
        {
            n += rows;
            total += benefit * rows;
        }

        if (!(total > 0))
        {
            return Measure.Not(n, n == 0 ? "there are no rows" : NoBenefit);
        }

        var (mean, sum) = (total / n, 0d);
        foreach (var (benefit, rows) in benefits)
        {
            if (rows > 0 && benefit == 0 && alpha == 0)
            {
                return Measure.Not(n, "infinite: a favourable outcome was declined, and the logarithm of its benefit, 0, is taken");
            }

            sum += rows > 0 ? rows * Term(benefit / mean, alpha, mean) : 0;
        }

        return Measure.Of(sum / n, n);
    }

    private static double Term(double ratio, double alpha, double mean) => alpha switch
    {
        0 => -Math.Log(ratio) / mean,
        1 => ratio > 0 ? ratio * Math.Log(ratio) : 0,

        // Sums to the same as (r² − 1) / 2, since the ratios' mean is 1, and does not cancel where benefits are nearly equal.
        2 => (ratio - 1) * (ratio - 1) / 2,
        _ => (Math.Pow(ratio, alpha) - 1) / (alpha * (alpha - 1)),
    };
}
