using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>Watches whether the shares of bins are what they were: one bin at a time, its share tilted up or down.</summary>
internal sealed class SharesDetector
{
    private static readonly double[] Ways = [-1, 1];

    private readonly Interval[] _expected;
    private readonly EvidenceProcess _evidence;

    /// <param name="expected">By bin, where its share of the null lies.</param>
    public SharesDetector(Interval[] expected)
    {
        _expected = expected;
        _evidence = new EvidenceProcess(expected.Length * Ways.Length);
    }

    /// <inheritdoc cref="EvidenceProcess.Log"/>
    public double LogEvidence => _evidence.Log;

    /// <inheritdoc cref="EvidenceProcess.Since"/>
    public DateTimeOffset? Since => _evidence.Since;

    /// <param name="start">Where the block begins; not before the one added last.</param>
    /// <param name="counts">By bin.</param>
    public void Add(DateTimeOffset start, ReadOnlySpan<long> counts)
    {
        var n = 0L;
        foreach (var count in counts)
        {
            n += count;
        }

        if (n == 0)
        {
            return;
        }

        var ratios = new double[_expected.Length * Ways.Length];
        for (var index = 0; index < ratios.Length; index++)
        {
            var (bin, way) = (index / Ways.Length, Ways[index % Ways.Length]);
            ratios[index] = Tilts.LogRatio(n, counts[bin], way > 0 ? _expected[bin].High : _expected[bin].Low, way);
        }

        _evidence.Add(start, ratios);
    }
}
