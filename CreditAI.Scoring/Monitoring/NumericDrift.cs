namespace CreditAI.Scoring.Monitoring;

/// <summary>How the numbers of two samples differ; missing ones are left out of it.</summary>
/// <param name="KolmogorovSmirnov">The test.</param>
/// <param name="Wasserstein">Mean distance that a number would have to move, in the feature's unit (the first Wasserstein distance).</param>
/// <param name="CohensD">Difference of means, the reference's taken off, in pooled standard deviations; null when nothing varies.</param>
/// <param name="Deciles">Stability index over the deciles of the reference.</param>
public sealed record NumericDrift(KolmogorovSmirnov KolmogorovSmirnov, double Wasserstein, double? CohensD, StabilityIndex Deciles)
{
    /// <summary>Null when a side has no number.</summary>
    public static NumericDrift? Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> actual)
    {
        var (first, second) = (Sorted(reference), Sorted(actual));
        if (first.Length == 0 || second.Length == 0)
        {
            return null;
        }

        var deciles = new DecileBins(first);
        return new NumericDrift(
            KolmogorovSmirnov.Of(first, second), Distance(first, second), Cohen(first, second), StabilityIndex.Of(deciles.Count(first), deciles.Count(second)));
    }

    private static double[] Sorted(ReadOnlySpan<double> values) => [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];

    /// <summary>∫ |F − G|.</summary>
    private static double Distance(double[] first, double[] second)
    {
        var sum = 0d;
        int i = 0, j = 0;
        var value = Math.Min(first[0], second[0]);
        while (i < first.Length || j < second.Length)
        {
            var next = Math.Min(i < first.Length ? first[i] : double.PositiveInfinity, j < second.Length ? second[j] : double.PositiveInfinity);
            sum += (next - value) * Math.Abs((i / (double)first.Length) - (j / (double)second.Length));
            value = next;
            if (i < first.Length && first[i] == next)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return sum;
    }

    private static double? Cohen(double[] first, double[] second)
    {
        var (one, other) = (first.Average(), second.Average());
        var squares = first.Sum(value => (value - one) * (value - one)) + second.Sum(value => (value - other) * (value - other));
        var degrees = first.Length + second.Length - 2;
        return squares > 0 && degrees > 0 ? (other - one) / Math.Sqrt(squares / degrees) : null;
    }
}
