namespace CreditAI.Scoring.Monitoring.Sequential;

/// <summary>The logarithm of Γ(x + 1).</summary>
internal static class LogFactorial
{
    private const double Large = 10;

    /// <param name="x">0 or more.</param>
    public static double Of(double x)
    {
        // Stirling's series (Abramowitz and Stegun 6.1.41), whose first omitted term is below 1e-10 where it is used.
        var below = 0d;
        for (; x < Large; x++)
        {
            below += Math.Log(x + 1);
        }

        var inverse = 1 / x;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x))
            + (inverse * ((1d / 12) - (inverse * inverse * ((1d / 360) - (inverse * inverse / 1260))))) - below;
    }
}
