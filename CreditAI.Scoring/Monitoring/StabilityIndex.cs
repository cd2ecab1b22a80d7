using CreditAI.Scoring.Metrics;

namespace CreditAI.Scoring.Monitoring;

/// <summary>
/// The population stability index, PSI = Σ (a − e) ln(a / e) over the shares of bins; of a feature's bins it is called the
/// characteristic stability index (CSI). A share of 0 counts as 1e-4, so that an emptied bin stays finite.
/// </summary>
public sealed record StabilityIndex
{
    public const double WatchAt = 0.1;

    public const double ActAbove = 0.25;

    private const double LeastShare = 1e-4;
    private const double Significance = 0.05;

    /// <summary>0 or more; null when a side is empty.</summary>
    public required double? Value { get; init; }

    /// <summary>Rows of the reference.</summary>
    public required long ReferenceRows { get; init; }

    /// <summary>Rows compared with it.</summary>
    public required long Rows { get; init; }

    /// <summary>Each bin's part of the index.</summary>
    public required IReadOnlyList<double> Parts { get; init; }

    /// <summary>
    /// What chance alone exceeds in one of twenty samples of these sizes from one population: PSI / (1/n + 1/m) is about chi-square
    /// with bins − 1 degrees of freedom (Yurdakul and Naranjo 2020, "Statistical properties of the population stability index").
    /// </summary>
    public double? CriticalValue { get; init; }

    /// <summary>Probability of an index this large by chance, by the same distribution.</summary>
    public double? PValue { get; init; }

    public StabilityVerdict? Verdict => Value switch
    {
        null => null,
        < WatchAt => StabilityVerdict.Stable,
        _ when PValue > Significance => StabilityVerdict.TooFew,
        <= ActAbove => StabilityVerdict.Watch,
        _ => StabilityVerdict.Act,
    };

    /// <param name="reference">Rows of the reference by bin.</param>
    /// <param name="actual">Rows compared with it, by the same bins.</param>
    /// <exception cref="ArgumentException">The bins are not as many.</exception>
    public static StabilityIndex Of(ReadOnlySpan<long> reference, ReadOnlySpan<long> actual)
    {
        if (reference.Length != actual.Length)
        {
            throw new ArgumentException("both sides must have the same bins", nameof(actual));
        }

        long n = 0, m = 0;
        var used = 0;
        for (var bin = 0; bin < reference.Length; bin++)
        {
            n += reference[bin];
            m += actual[bin];
            used += reference[bin] + actual[bin] > 0 ? 1 : 0;
        }

        if (n == 0 || m == 0)
        {
            return new StabilityIndex { Value = null, ReferenceRows = n, Rows = m, Parts = [] };
        }

        var parts = new double[reference.Length];
        for (var bin = 0; bin < parts.Length; bin++)
        {
            var expected = Math.Max(reference[bin] / (double)n, LeastShare);
            var found = Math.Max(actual[bin] / (double)m, LeastShare);
            parts[bin] = (found - expected) * Math.Log(found / expected);
        }

        var chance = (1d / n) + (1d / m);
        var value = parts.Sum();
        return new StabilityIndex
        {
            Value = value,
            ReferenceRows = n,
            Rows = m,
            Parts = parts,
            CriticalValue = used > 1 ? chance * ChiSquare.Quantile(1 - Significance, used - 1) : null,
            PValue = used > 1 ? ChiSquare.Upper(value / chance, used - 1) : null,
        };
    }
}
