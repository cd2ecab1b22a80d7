namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>
/// The alternatives that are watched for: log odds moved by these amounts. The smallest, a quarter, is 6 points of a rate of one half: less
/// than that matters to no policy. More than one is found by it as well, some decisions later.
/// </summary>
internal static class Tilts
{
    public static readonly double[] All = [-1, -0.5, -0.25, 0.25, 0.5, 1];

    // A rate of exactly 0 or 1 would make a single exception infinite evidence.
    private const double Least = 1e-4;

    /// <summary>Logarithm of the binomial likelihood ratio of <paramref name="rate"/> tilted by <paramref name="tilt"/> against itself.</summary>
    /// <param name="n">Trials.</param>
    /// <param name="successes">Of them.</param>
    /// <param name="rate">
    /// Of the null, 0 to 1. It may be the mean of rates that differ by trial: the logarithm of the moment generating function is concave in the
    /// rate, so the mean gives less evidence than the rates themselves would, never more.
    /// </param>
    /// <param name="tilt">Of the log odds.</param>
    public static double LogRatio(long n, double successes, double rate, double tilt)
        => (successes * tilt) - (n * Math.Log(1 + (Math.Clamp(rate, Least, 1 - Least) * (Math.Exp(tilt) - 1))));
}
