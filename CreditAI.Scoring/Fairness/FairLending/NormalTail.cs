namespace CreditAI.Scoring.Fairness.FairLending;

/// <summary>Tails of the standard normal distribution to full relative precision, however far out.</summary>
internal static class NormalTail
{
    // From here on the continued fraction converges fast; below it the series loses less than two digits to cancellation.
    private const double Far = 2.5;

    /// <summary>Probability of lying at least as far from 0 as z, which is also the tail of z² under chi-square with one degree of freedom.</summary>
    public static double TwoSided(double z)
    {
        var distance = Math.Abs(z);
        var density = Math.Exp(-distance * distance / 2) / Math.Sqrt(2 * Math.PI);
        return distance < Far ? 1 - (2 * density * Series(distance)) : 2 * density / Fraction(distance);
    }

    // (Φ(z) − ½) / φ(z) = z + z³/3 + z⁵/(3·5) + … (Abramowitz and Stegun 26.2.11).
    private static double Series(double z)
    {
        var (sum, term) = (z, z);
        for (var odd = 3; term > sum * 1e-18; odd += 2)
        {
            term *= z * z / odd;
            sum += term;
        }

        return sum;
    }

    // φ(z) / Q(z) = z + 1/(z + 2/(z + 3/(z + …))) (Abramowitz and Stegun 26.2.14), from the inside out.
    private static double Fraction(double z)
    {
        var value = z;
        for (var depth = 200; depth >= 1; depth--)
        {
            value = z + (depth / value);
        }

        return value;
    }
}
