namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>
/// Evidence that a stream left its null hypothesis, at a time not known beforehand, by whoever looks as often as they like: the
/// Shiryaev–Roberts e-detector M ← (1 + M) · LR, averaged over alternatives (Shin, Ramdas and Rinaldo 2024, "E-detectors: a nonparametric
/// framework for sequential change detection", New England Journal of Statistics in Data Science 2). Under the null M less the number of
/// blocks is a martingale, hence by Doob's inequality P(M reaches A within T blocks) ≤ T / A.
/// </summary>
internal sealed class EvidenceProcess
{
    // Kept below this, so that evidence of a violation that is over wears off as fast as it came. A smaller M keeps the bound.
    private const double Most = 30;

    private readonly double[] _log;
    private readonly double[] _run; // Page's CUSUM of the same ratios: where it last stood at 0 is the likeliest time of the change.
    private readonly DateTimeOffset?[] _since;

    public EvidenceProcess(int alternatives)
    {
        _log = new double[alternatives];
        _run = new double[alternatives];
        _since = new DateTimeOffset?[alternatives];
        Array.Fill(_log, double.NegativeInfinity);
    }

    /// <summary>Natural logarithm of M; minus infinity before the first block.</summary>
    public double Log
    {
        get
        {
            var most = _log.Max();
            return double.IsNegativeInfinity(most) ? most : most + Math.Log(_log.Sum(log => Math.Exp(log - most)) / _log.Length);
        }
    }

    /// <summary>When the change came, as far as the alternative that explains the stream best can tell; null before the first block.</summary>
    public DateTimeOffset? Since => _since[Array.IndexOf(_log, _log.Max())];

    /// <param name="start">Where the block begins.</param>
    /// <param name="logRatios">By alternative, the logarithm of what has a mean of at most 1 under the null, whatever came before.</param>
    public void Add(DateTimeOffset start, ReadOnlySpan<double> logRatios)
    {
        for (var index = 0; index < _log.Length; index++)
        {
            if (_run[index] <= 0)
            {
                (_run[index], _since[index]) = (0, start);
            }

            _run[index] = Math.Min(Most, _run[index] + logRatios[index]);
            _log[index] = Math.Min(Most, LogOfOneMore(_log[index]) + logRatios[index]);
        }
    }

    private static double LogOfOneMore(double log) => log > 0 ? log + Math.Log(1 + Math.Exp(-log)) : Math.Log(1 + Math.Exp(log));
}
