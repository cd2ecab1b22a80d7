namespace CreditAI.Scoring.Metrics;

/// <summary>The chi-square distribution, by the incomplete gamma function's series and continued fraction (Abramowitz and Stegun 6.5.29, 6.5.31).</summary>
internal static class ChiSquare
{
    private const double Precision = 1e-16;
    private const int MostTerms = 100_000;

    /// <summary>Probability of a value above x; small tails keep their relative precision.</summary>
    /// <param name="x">Finite.</param>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    public static double Upper(double x, int degrees)
    {
        if (!(x > 0))
        {
            return 1;
        }

        var (a, half) = (degrees / 2d, x / 2);
        var scale = Math.Exp((a * Math.Log(half)) - half - LogGamma(degrees));
        return half < a + 1 ? 1 - (scale * Series(a, half)) : scale * Fraction(a, half);
    }

    /// <summary>The value that this probability lies below.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    public static double Quantile(double probability, int degrees)
    {
        double low = 0, high = degrees;
        while (Upper(high, degrees) > 1 - probability)
        {
            high *= 2;
        }

        while (high - low > 1e-14 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = Upper(middle, degrees) > 1 - probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Series(double a, double x)
    {
        var term = 1 / a;
        var sum = term;
        for (var n = 1; n < MostTerms && term > sum * Precision; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    /// <summary>Lentz's evaluation.</summary>
    private static double Fraction(double a, double x)
    {
        const double tiny = 1e-300;
        var b = x + 1 - a;
        var (c, d) = (1 / tiny, 1 / b);
        var fraction = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var numerator = n * (a - n);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < Precision)
            {
                break;
            }
        }

        return fraction;

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    /// <summary>ln Γ(degrees / 2), by Γ(x + 1) = x Γ(x) from Γ(1) = 1 or Γ(1/2) = √π.</summary>
    private static double LogGamma(int degrees)
    {
        var even = degrees % 2 == 0;
        var sum = even ? 0 : Math.Log(Math.PI) / 2;
        for (var x = even ? 1 : 0.5; x < degrees / 2d; x++)
        {
            sum += Math.Log(x);
        }

        return sum;
    }
}
