namespace CreditAI.Scoring.Evaluations;

/// <summary>The quantiles of training scores that a scorecard keeps, to derive cut-offs from rates.</summary>
internal static class ScoreQuantiles
{
    // Steps of half a percent: an approval rate is not stated finer.
    private const int Steps = 200;

    public static double[] Of(double[] points, int[] rows)
    {
        double[] sorted = [.. rows.Select(row => points[row]).Order()];
        return [.. Enumerable.Range(0, Steps + 1).Select(step => At(sorted, step / (double)Steps))];
    }

    /// <summary>Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, NumPy's default).</summary>
    public static double At(double[] sorted, double probability)
    {
        var position = probability * (sorted.Length - 1);
        var below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below])) : sorted[^1];
    }
}
