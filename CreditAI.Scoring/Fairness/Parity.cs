namespace CreditAI.Scoring.Fairness;

/// <summary>How far a rate differs over groups, under Fairlearn's names.</summary>
public sealed record Parity
{
    /// <summary>Largest rate less smallest.</summary>
    public required Measure Difference { get; init; }

    /// <summary>Smallest rate over largest.</summary>
    public required Measure Ratio { get; init; }

    /// <summary>Largest distance of a group's rate to that of all rows.</summary>
    public required Measure DifferenceToOverall { get; init; }

    /// <summary>Smallest ratio of a group's rate to that of all rows, or its inverse where that is smaller.</summary>
    public required Measure RatioToOverall { get; init; }

    /// <summary>The smallest of the groups' values.</summary>
    public required Measure GroupMin { get; init; }

    /// <summary>The largest of the groups' values.</summary>
    public required Measure GroupMax { get; init; }

    /// <param name="groups">The groups' rates. One that is undefined makes the parity undefined: a group does not vanish unsaid.</param>
    /// <param name="names">The groups' names, for reasons.</param>
    /// <param name="overall">The rate of all rows.</param>
    internal static Parity Of(IReadOnlyList<Measure> groups, IReadOnlyList<string> names, Measure overall)
    {
        var n = groups.Sum(group => group.N);
        for (var index = 0; index < groups.Count; index++)
        {
            if (groups[index].Undefined is { } reason)
            {
                return Undefined(n, $"group '{names[index]}' (n = {groups[index].N}): {reason}");
            }
        }

        if (groups.Count == 0 || overall.Value is not { } all)
        {
            return Undefined(n, overall.Undefined ?? "there are no groups");
        }

        double[] rates = [.. groups.Select(group => group.Value!.Value)];
        const string nobody = "the rate is 0 in every group, and 0 / 0 is no ratio";
        return new Parity
        {
            Difference = Measure.Of(rates.Max() - rates.Min(), n),
            Ratio = rates.Max() > 0 ? Measure.Of(rates.Min() / rates.Max(), n) : Measure.Not(n, nobody),
            DifferenceToOverall = Measure.Of(rates.Max(rate => Math.Abs(rate - all)), n),
            RatioToOverall = all > 0 ? Measure.Of(rates.Min(rate => rate > all ? all / rate : rate / all), n) : Measure.Not(n, nobody),
            GroupMin = Measure.Of(rates.Min(), n),
            GroupMax = Measure.Of(rates.Max(), n),
        };
    }

    /// <summary>Fairlearn's worst case of two rates' parities.</summary>
    internal static Parity WorstOf(Parity first, Parity second) => Combine(first, second, Math.Max, Math.Min);

    /// <summary>Fairlearn's mean of two rates' parities.</summary>
    internal static Parity MeanOf(Parity first, Parity second) =>
        Combine(first, second, (one, other) => (one + other) / 2, (one, other) => (one + other) / 2);

    /// <summary>Two parities as one: equalized odds is the worse, or the mean, of true and false positive rates.</summary>
    private static Parity Combine(Parity first, Parity second, Func<double, double, double> difference, Func<double, double, double> ratio) => new()
    {
        Difference = Measure.Combine(first.Difference, second.Difference, difference),
        Ratio = Ratios(first, second, parity => parity.Ratio, ratio),
        DifferenceToOverall = Measure.Combine(first.DifferenceToOverall, second.DifferenceToOverall, difference),
        RatioToOverall = Ratios(first, second, parity => parity.RatioToOverall, ratio),
        GroupMin = Measure.Combine(first.GroupMin, second.GroupMin, Math.Min),
        GroupMax = Measure.Combine(first.GroupMax, second.GroupMax, Math.Max),
    };

    // A rate that is 0 in every group has no ratio, but is equal: the other rate's ratio stands alone, as in Fairlearn's mean.
    private static Measure Ratios(Parity first, Parity second, Func<Parity, Measure> of, Func<double, double, double> combine) =>
        (of(first), of(second)) switch
        {
            ({ Value: null } equal, { Value: not null } other) when first.Difference.Value is not null => other with { N = equal.N + other.N },
            ({ Value: not null } other, { Value: null } equal) when second.Difference.Value is not null => other with { N = equal.N + other.N },
            var (one, other) => Measure.Combine(one, other, combine),
        };

    private static Parity Undefined(long n, string reason)
    {
        var not = Measure.Not(n, reason);
        return new Parity { Difference = not, Ratio = not, DifferenceToOverall = not, RatioToOverall = not, GroupMin = not, GroupMax = not };
    }
}
