using CreditAI.Scoring.Fairness;
using CreditAI.Scoring.Fairness.Frames;
using CreditAI.Scoring.Fairness.Quality;

namespace CreditAI.Scoring.Metrics;

/// <summary>Whether probabilities mean what they say on rows that the model was not fitted to. Rows count one each.</summary>
public sealed record ProbabilityCalibration
{
    private const int MostGroups = 10;
    private const int FewestGroups = 3;

    /// <summary>Intercept of the logistic regression of outcomes on the probabilities' logits (Cox 1958); 0 where they fit.</summary>
    public required Measure Intercept { get; init; }

    /// <summary>Its slope; 1 where they fit, below 1 where they are too extreme.</summary>
    public required Measure Slope { get; init; }

    /// <summary>
    /// Hosmer and Lemeshow's statistic, Σ (observed − expected)² / (n · p · (1 − p)) over groups of about equal size, p being a
    /// group's mean probability (Hosmer, Lemeshow and Sturdivant 2013, 5.2.2).
    /// </summary>
    public required Measure HosmerLemeshow { get; init; }

    /// <summary>As many as groups: none is lost, since nothing was fitted to these rows.</summary>
    public required int DegreesOfFreedom { get; init; }

    /// <summary>Probability of a statistic this large where the probabilities are right.</summary>
    public required Measure PValue { get; init; }

    /// <summary>By ascending probability; rows of equal probability are in one group.</summary>
    public required IReadOnlyList<CalibrationGroup> Groups { get; init; }

    /// <param name="favourable">Outcomes.</param>
    /// <param name="probabilities">Probability of the favourable outcome, 0 to 1, by the same index.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ProbabilityCalibration Of(bool[] favourable, double[] probabilities)
    {
        if (favourable.Length != probabilities.Length)
        {
            throw new ArgumentException("outcomes and probabilities must be of the same length", nameof(probabilities));
        }

        var (intercept, slope) = CalibrationLine.Of(new ScoredRows(favourable, probabilities));
        var groups = GroupByProbability(favourable, probabilities);
        var statistic = Statistic(groups, favourable.Length);
        return new ProbabilityCalibration
        {
            Intercept = intercept,
            Slope = slope,
            HosmerLemeshow = statistic,
            DegreesOfFreedom = groups.Count,
            PValue = statistic.Value is { } value ? Measure.Of(ChiSquare.Upper(value, groups.Count), favourable.Length) : statistic,
            Groups = groups,
        };
    }

    private static List<CalibrationGroup> GroupByProbability(bool[] favourable, double[] probabilities)
    {
        var sorted = (double[])probabilities.Clone();
        var outcomes = (bool[])favourable.Clone();
        Array.Sort(sorted, outcomes);
        var groups = new List<CalibrationGroup>();
        var start = 0;
        for (var end = 1; end <= sorted.Length; end++)
        {
            var due = (long)end * MostGroups >= (long)(groups.Count + 1) * sorted.Length;
            if (end == sorted.Length || (due && sorted[end] != sorted[end - 1]))
            {
                groups.Add(new CalibrationGroup(
                    end - start, sorted[start], sorted[end - 1], sorted.AsSpan(start, end - start).ToArray().Sum(), outcomes.AsSpan(start, end - start).Count(true)));
                start = end;
            }
        }

        return groups;
    }

    private static Measure Statistic(List<CalibrationGroup> groups, long n)
    {
        if (groups.Count < FewestGroups)
        {
            return Measure.Not(n, $"the probabilities make fewer than {FewestGroups} groups");
        }

        double sum = 0;
        foreach (var group in groups)
        {
            var mean = group.Expected / group.N;
            var (gap, variance) = (group.Favourable - group.Expected, group.N * mean * (1 - mean));
            if (!(variance > 0))
            {
                return Measure.Not(n, "a group's probabilities are all 0 or all 1");
            }

            sum += gap * gap / variance;
        }

        return Measure.Of(sum, n);
    }
}
