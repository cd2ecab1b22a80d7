namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>
/// Watches whether two groups have the same rate, whatever that rate is and however it changes for both. Given how many of a block succeeded,
/// those of one group are hypergeometric when the rates are the same; the alternatives are odds ratios (the e-value of Fisher's exact test).
/// </summary>
internal sealed class ContrastDetector
{
    // A block says nothing of groups that are not in it, so blocks are joined until both are. The rule looks at sizes alone, not at what came out.
    private const long Least = 20;

    // As many possible counts are added up one by one; neither the probabilities nor the powers of e leave the range of a double.
    private const long MostTerms = 128;

    private static readonly double[] Odds = [.. Tilts.All.Select(Math.Exp)];

    private readonly EvidenceProcess _evidence = new(Tilts.All.Length);
    private DateTimeOffset _start;
    private long _n;
    private long _successes;
    private long _others;
    private long _othersSuccesses;

    /// <inheritdoc cref="EvidenceProcess.Log"/>
    public double LogEvidence => _evidence.Log;

    /// <inheritdoc cref="EvidenceProcess.Since"/>
    public DateTimeOffset? Since => _evidence.Since;

    /// <param name="start">Where the block begins; not before the one added last.</param>
    /// <param name="n">Trials of the group.</param>
    /// <param name="successes">Of them.</param>
    /// <param name="others">Trials of the group compared with.</param>
    /// <param name="othersSuccesses">Of them.</param>
    public void Add(DateTimeOffset start, long n, long successes, long others, long othersSuccesses)
    {
        if (_n == 0 && _others == 0)
        {
            _start = start;
        }

        (_n, _successes, _others, _othersSuccesses) = (_n + n, _successes + successes, _others + others, _othersSuccesses + othersSuccesses);
        if (_n < Least || _others < Least)
        {
            return;
        }

        Span<double> ratios = stackalloc double[Tilts.All.Length];
        var all = _successes + _othersSuccesses;
        var (low, high) = (Math.Max(0, all - _others), Math.Min(_n, all));
        if (high - low < MostTerms)
        {
            SumMeans(low, (int)(high - low + 1), all, ratios);
            Subtract(ratios, _successes - low);
        }
        else
        {
            IntegrateMeans(low, high, all, ratios);
            Subtract(ratios, _successes);
        }

        _evidence.Add(_start, ratios);
        (_n, _successes, _others, _othersSuccesses) = (0, 0, 0, 0);
    }

    private static void Subtract(Span<double> logMeans, long count)
    {
        for (var index = 0; index < logMeans.Length; index++)
        {
            logMeans[index] = (count * Tilts.All[index]) - logMeans[index];
        }
    }

    /// <summary>By tilt t, the logarithm of the hypergeometric mean of exp(t · (x − low)).</summary>
    private void SumMeans(long low, int terms, long all, Span<double> means)
    {
        Span<double> powers = stackalloc double[Tilts.All.Length];
        powers.Fill(1);
        means.Fill(1);
        var (weight, whole) = (1d, 1d);
        for (var index = 1; index < terms; index++)
        {
            var x = low + index - 1d;
            weight *= (_n - x) * (all - x) / ((x + 1) * (_others - all + x + 1)); // A probability over the one before.
            whole += weight;
            for (var tilt = 0; tilt < means.Length; tilt++)
            {
                powers[tilt] *= Odds[tilt];
                means[tilt] += weight * powers[tilt];
            }
        }

        for (var tilt = 0; tilt < means.Length; tilt++)
        {
            means[tilt] = Math.Log(means[tilt] / whole);
        }
    }

    /// <summary>By tilt t, the logarithm of the hypergeometric mean of exp(t · x), by Laplace's method: with hundreds of counts it is off by less than one in a thousand.</summary>
    private void IntegrateMeans(long low, long high, long all, Span<double> means)
    {
        var whole = Laplace(low, high, all, 0);
        for (var tilt = 0; tilt < means.Length; tilt++)
        {
            means[tilt] = Laplace(low, high, all, Tilts.All[tilt]) - whole;
        }
    }

    private double Laplace(long low, long high, long all, double tilt)
    {
        // The mode solves (n − x)(all − x) e^t = x (others − all + x).
        var (odds, rest) = (Math.Exp(tilt), (double)(_others - all));
        var (square, linear, constant) = (odds - 1, -((odds * (_n + (double)all)) + rest), odds * _n * all);
        var mode = Math.Abs(square) < 1e-12
            ? -constant / linear
            : 2 * constant / (-linear + Math.Sqrt((linear * linear) - (4 * square * constant)));
        mode = Math.Clamp(mode, low + 0.5, high - 0.5);
        var curvature = (1 / mode) + (1 / (_n - mode)) + (1 / (all - mode)) + (1 / (rest + mode));
        return (tilt * mode) - LogFactorial.Of(mode) - LogFactorial.Of(_n - mode) - LogFactorial.Of(all - mode) - LogFactorial.Of(rest + mode)
            - (0.5 * Math.Log(curvature));
    }
}
