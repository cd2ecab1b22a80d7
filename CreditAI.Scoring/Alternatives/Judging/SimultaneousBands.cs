using CreditAI.Scoring.Fairness;

namespace CreditAI.Scoring.Alternatives.Judging;

/// <summary>
/// Bands that hold for all alternatives at once with 95 % confidence: the largest studentized deviation over the whole family is
/// bootstrapped, so that looking at sixty models costs what it must (Romano and Wolf 2005, stepdown's first step).
/// </summary>
internal static class SimultaneousBands
{
    private const double Confidence = 0.95;

    // A band from fewer resamples would be one of the cases where it happened to be defined.
    private const double LeastDefined = 0.95;

    /// <param name="values">The estimates, one per alternative.</param>
    /// <param name="resamples">By resample, then alternative; NaN where undefined.</param>
    public static Banded[] Of(double?[] values, double[][] resamples)
    {
        var errors = new double[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            errors[index] = values[index] is null ? double.NaN : StandardError(resamples, index);
        }

        var critical = CriticalValue(values, errors, resamples);
        return [.. values.Select((value, index) => new Banded(
            value,
            value is { } estimate && double.IsFinite(errors[index]) && double.IsFinite(critical)
                ? new Interval(estimate - (critical * errors[index]), estimate + (critical * errors[index]))
                : null))];
    }

    private static double StandardError(double[][] resamples, int index)
    {
        double[] defined = [.. resamples.Select(resample => resample[index]).Where(double.IsFinite)];
        if (defined.Length < 2 || defined.Length < LeastDefined * resamples.Length)
        {
            return double.NaN;
        }

        var mean = defined.Average();
        return Math.Sqrt(defined.Sum(value => (value - mean) * (value - mean)) / (defined.Length - 1));
    }

    private static double CriticalValue(double?[] values, double[] errors, double[][] resamples)
    {
        var largest = new List<double>(resamples.Length);
        foreach (var resample in resamples)
        {
            var most = 0d;
            for (var index = 0; index < values.Length; index++)
            {
                if (values[index] is { } value && errors[index] > 0 && double.IsFinite(resample[index]))
                {
                    most = Math.Max(most, Math.Abs(resample[index] - value) / errors[index]);
                }
            }

            largest.Add(most);
        }

        largest.Sort();
        return largest.Count == 0 ? double.NaN : largest[(int)Math.Ceiling(Confidence * largest.Count) - 1];
    }
}
