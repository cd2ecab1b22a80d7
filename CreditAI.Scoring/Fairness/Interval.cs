namespace CreditAI.Scoring.Fairness;

/// <summary>A 95 % confidence interval.</summary>
public readonly record struct Interval(double Low, double High)
{
    // The 0.975 quantile of the standard normal.
    internal const double Z = 1.959963984540054;

    /// <summary>Wilson's score interval of a share (Wilson 1927); it stays within 0 and 1 at any n.</summary>
    /// <param name="successes">Weight of the successes.</param>
    /// <param name="trials">Weight of all; above 0.</param>
    public static Interval Wilson(double successes, double trials) => Wilson(successes, trials, Z);

    /// <inheritdoc cref="Wilson(double, double)"/>
    /// <param name="successes">Weight of the successes.</param>
    /// <param name="trials">Weight of all; above 0.</param>
    /// <param name="z">Quantile of the standard normal, for another confidence than 95 %.</param>
    internal static Interval Wilson(double successes, double trials, double z)
    {
        var share = successes / trials;
        var spread = z * z / trials;
        var centre = (share + (spread / 2)) / (1 + spread);
        var half = z / (1 + spread) * Math.Sqrt((share * (1 - share) / trials) + (spread / (4 * trials)));
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    /// <summary>Katz's log interval of a ratio of two shares (Katz et al. 1978). Null when either share is 0.</summary>
    public static Interval? Katz(double successes, double trials, double referenceSuccesses, double referenceTrials)
    {
        if (!(successes > 0) || !(referenceSuccesses > 0))
        {
            return null;
        }

        var ratio = successes / trials / (referenceSuccesses / referenceTrials);
        var half = Z * Math.Sqrt((1 / successes) - (1 / trials) + (1 / referenceSuccesses) - (1 / referenceTrials));
        return new Interval(ratio * Math.Exp(-half), ratio * Math.Exp(half));
    }

    /// <summary>
    /// Of an area under the ROC curve, from its size and the two counts alone (Hanley and McNeil 1982); where the scores are at
    /// hand, DeLong's is the better one.
    /// </summary>
    public static Interval HanleyMcNeil(double auc, double favourable, double unfavourable)
    {
        var (one, other) = (auc / (2 - auc), 2 * auc * auc / (1 + auc));
        var variance = ((auc * (1 - auc)) + ((favourable - 1) * (one - (auc * auc))) + ((unfavourable - 1) * (other - (auc * auc)))) / (favourable * unfavourable);
        var half = Z * Math.Sqrt(Math.Max(0, variance));
        return new Interval(Math.Max(0, auc - half), Math.Min(1, auc + half));
    }

    /// <summary>Newcombe's hybrid score interval of the difference of two shares (Newcombe 1998, method 10), first less second.</summary>
    public static Interval Newcombe(double successes, double trials, double otherSuccesses, double otherTrials)
    {
        var (first, second) = (successes / trials, otherSuccesses / otherTrials);
        var (one, other) = (Wilson(successes, trials), Wilson(otherSuccesses, otherTrials));
        return new Interval(
            first - second - double.Hypot(first - one.Low, other.High - second),
            first - second + double.Hypot(one.High - first, second - other.Low));
    }
}
