namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>The bootstrap over judged rows: every alternative is measured on the same resamples, so differences between them are paired.</summary>
internal static class Resampling
{
    /// <returns>By measure, then resample, then alternative; NaN where undefined. The same whatever the number of threads.</returns>
    public static double[][][] Measure(
        JudgedRows rows, IReadOnlyList<Judged> alternatives, IReadOnlyList<FrontierMeasure> measures, int resamples, int seed, CancellationToken cancel)
    {
        var results = measures.Select(_ => new double[resamples][]).ToArray();
        Parallel.For(0, resamples, new ParallelOptions { CancellationToken = cancel }, resample =>
        {
            var weights = Draw(rows.Weights, unchecked((seed * 1_000_003) + resample));
            for (var measure = 0; measure < measures.Count; measure++)
            {
                results[measure][resample] = [.. alternatives.Select(judged => measures[measure].Of(judged, weights) ?? double.NaN)];
            }
        });
        return results;
    }

    private static double[] Draw(double[] weights, int seed)
    {
        var random = new Random(seed);
        var drawn = new double[weights.Length];
        for (var draw = 0; draw < weights.Length; draw++)
        {
            var row = random.Next(weights.Length);
            drawn[row] += weights[row];
        }

        return drawn;
    }
}
