namespace CreditAI.Scoring.Monitoring;

/// <summary>The two-sample Kolmogorov–Smirnov test.</summary>
/// <param name="Statistic">Largest distance between the two distribution functions, 0 to 1.</param>
/// <param name="PValue">Two-sided: probability of a distance this large were both samples of one continuous distribution.</param>
public readonly record struct KolmogorovSmirnov(double Statistic, double PValue)
{
    /// <summary>Samples up to this size get the exact probability; its cost is the product of the sizes.</summary>
    public const int LargestExact = 10_000;

    /// <param name="first">Ascending, without NaN, not empty.</param>
    /// <param name="second">Ascending, without NaN, not empty.</param>
    internal static KolmogorovSmirnov Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var distance = Distance(first, second);
        var (n, m) = (first.Length, second.Length);
        var statistic = distance / (double)n / m;
        return new KolmogorovSmirnov(
            statistic,
            Math.Max(n, m) <= LargestExact ? Exact(n, m, distance) : Limiting(statistic * Math.Sqrt((double)n * m / (n + m))));
    }

    /// <summary>The distance times both sizes, a whole number: no rounding decides what is as far.</summary>
    private static long Distance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        long largest = 0;
        int i = 0, j = 0;
        while (i < first.Length && j < second.Length)
        {
            var value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value)
            {
                i++;
            }

            while (j < second.Length && second[j] == value)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs(((long)i * second.Length) - ((long)j * first.Length)));
        }

        return largest;
    }

    /// <summary>
    /// Share of lattice paths from (0, 0) to (n, m) that stray as far (Hodges 1958), counted from the paths that do, so that a small
    /// probability is exact and not a difference from 1.
    /// </summary>
    private static double Exact(int n, int m, long distance)
    {
        if (distance == 0)
        {
            return 1;
        }

        // Only points nearer than the distance need counting: at all others every path has strayed.
        var strayed = new double[m + 1];
        Array.Fill(strayed, 1);
        for (long i = 0; i <= n; i++)
        {
            var low = Math.Max(0, (((i * m) - distance) / n) - 1);
            while (low <= m && Math.Abs((i * m) - (low * n)) >= distance)
            {
                strayed[low++] = 1;
            }

            for (var j = low; j <= m && Math.Abs((i * m) - (j * n)) < distance; j++)
            {
                var above = i == 0 ? 0 : strayed[j] * i;
                var beside = j == 0 ? 0 : strayed[j - 1] * j;
                strayed[j] = i + j == 0 ? 0 : (above + beside) / (i + j);
            }
        }

        return strayed[m];
    }

    /// <summary>The limiting distribution (Smirnov 1948): 2 Σ (−1)^(k−1) e^(−2 k² λ²).</summary>
    private static double Limiting(double lambda)
    {
        var sum = 0d;
        for (var k = 1; k <= 100; k++)
        {
            var term = Math.Exp(-2d * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-17)
            {
                return Math.Clamp(2 * sum, 0, 1);
            }
        }

        return 1;
    }
}
