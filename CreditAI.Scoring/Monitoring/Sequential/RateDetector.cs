using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>Watches whether a rate is what it is expected to be, in blocks as small as one likes.</summary>
internal sealed class RateDetector
{
    private readonly EvidenceProcess _evidence = new(Tilts.All.Length);

    /// <inheritdoc cref="EvidenceProcess.Log"/>
    public double LogEvidence => _evidence.Log;

    /// <inheritdoc cref="EvidenceProcess.Since"/>
    public DateTimeOffset? Since => _evidence.Since;

    /// <param name="start">Where the block begins; not before the one added last.</param>
    /// <param name="n">Trials; a block of none changes nothing.</param>
    /// <param name="successes">Of them.</param>
    /// <param name="expected">The rate of the null, 0 to 1: the mean of what was predicted for each of the block's trials.</param>
    public void Add(DateTimeOffset start, long n, long successes, double expected) => Add(start, n, successes, new Interval(expected, expected));

    /// <param name="start">Where the block begins; not before the one added last.</param>
    /// <param name="n">Trials; a block of none changes nothing.</param>
    /// <param name="successes">Of them.</param>
    /// <param name="expected">Where the rate of the null lies: a baseline is itself an estimate, and only a rate beyond what it may be is evidence.</param>
    public void Add(DateTimeOffset start, long n, long successes, Interval expected)
    {
        if (n == 0)
        {
            return;
        }

        Span<double> ratios = stackalloc double[Tilts.All.Length];
        for (var index = 0; index < ratios.Length; index++)
        {
            // The end that is nearer to the alternative: for every rate between the ends the ratio's mean is then at most 1.
            ratios[index] = Tilts.LogRatio(n, successes, Tilts.All[index] > 0 ? expected.High : expected.Low, Tilts.All[index]);
        }

        _evidence.Add(start, ratios);
    }
}
