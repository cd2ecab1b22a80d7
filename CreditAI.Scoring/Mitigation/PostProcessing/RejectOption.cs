namespace CreditAI.Scoring.Mitigation.PostProcessing;

/// <summary>
/// Within a margin around the threshold, where the score hardly tells, the privileged group is declined and all others are approved (Kamiran,
/// Karim and Zhang 2012). Of the thresholds and margins that keep the metric within its bound, the first with the highest balanced
/// accuracy. To decide by it takes leave to use the protected attribute.
/// </summary>
public sealed record RejectOption
{
    public required string Attribute { get; init; }

    public required string Privileged { get; init; }

    public required double Threshold { get; init; }

    public required double Margin { get; init; }

    /// <summary>On the rows it was fitted on.</summary>
    public required double MetricValue { get; init; }

    public required double BalancedAccuracy { get; init; }

    /// <summary>False: nothing tried keeps the metric within its bound, and this is what comes nearest.</summary>
    public required bool IsWithinBound { get; init; }

    /// <param name="rows">Groups and outcomes.</param>
    /// <param name="scores">Probability of the favourable outcome, by row.</param>
    /// <param name="privileged">A group; all others are taken together.</param>
    /// <param name="options">Null: statistical parity within 0.05.</param>
    /// <exception cref="ArgumentException">Either side has one outcome only, or the options make no sense.</exception>
    public static RejectOption Fit(GroupedOutcomes rows, ReadOnlySpan<double> scores, string privileged, RejectOptionOptions? options = null)
    {
        options ??= new RejectOptionOptions();
        if (!(options.Low >= 0 && options.Low < options.High && options.High <= 1) || options.Thresholds < 2 || options.Margins < 2)
        {
            throw new ArgumentException("thresholds run upwards within 0 and 1, and two of them and of margins are needed at least", nameof(options));
        }

        var (sides, found) = (ScoredSides.Of(rows, scores, privileged), new List<RejectOption>());
        foreach (var threshold in Line(options.Low, options.High, options.Thresholds))
        {
            foreach (var margin in Line(0, threshold <= 0.5 ? threshold : 1 - threshold, options.Margins))
            {
                var rates = sides.At(privilegedAbove: threshold + margin, othersAbove: threshold - margin);
                var value = rates.Metric(options.Metric);
                found.Add(new RejectOption
                {
                    Attribute = rows.Attribute,
                    Privileged = privileged,
                    Threshold = threshold,
                    Margin = margin,
                    MetricValue = value,
                    BalancedAccuracy = rates.BalancedAccuracy,
                    IsWithinBound = Math.Abs(value) <= options.Bound,
                });
            }
        }

        return found.Where(one => one.IsWithinBound).MaxBy(one => one.BalancedAccuracy) ?? found.MinBy(one => Math.Abs(one.MetricValue))!;
    }

    /// <summary>What it would decide, for measuring.</summary>
    public bool Approves(string group, double score) =>
        score > (string.Equals(group, Privileged, StringComparison.Ordinal) ? Threshold + Margin : Threshold - Margin);

    /// <exception cref="ProtectedAttributeRefusedException">There is no leave.</exception>
    public bool Approves(ProtectedAtDecision? leave, string group, double score)
    {
        ProtectedAtDecision.Demand(leave, "Reject option classification", Attribute);
        return Approves(group, score);
    }

    // As numpy.linspace places them.
    private static IEnumerable<double> Line(double from, double to, int count) =>
        Enumerable.Range(0, count).Select(index => index == count - 1 ? to : (index * ((to - from) / (count - 1))) + from);
}
