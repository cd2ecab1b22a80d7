using CreditAI.Scoring.Training;

namespace CreditAI.Scoring.Mitigation;

/// <summary>
/// Takes the group means out of features, which leaves them uncorrelated with the groups at strength 1: least squares on centred indicators of
/// the groups. A transformed feature can only be computed with the applicant's group at hand, so deciding with it takes leave to use the
/// protected attribute; and no correlation is not yet independence.
/// </summary>
public sealed class CorrelationRemover
{
    private readonly IReadOnlyList<string> _groups;
    private readonly double[] _means;
    private readonly double[][] _slopes;

    private CorrelationRemover(string attribute, double strength, IReadOnlyList<string> groups, double[] means, double[][] slopes)
    {
        (Attribute, Strength, _groups, _means, _slopes) = (attribute, strength, groups, means, slopes);
    }

    public string Attribute { get; }

    public double Strength { get; }

    /// <param name="attribute">The protected attribute's name.</param>
    /// <param name="groups">By row.</param>
    /// <param name="columns">Features, by column.</param>
    /// <param name="strength">0 leaves features as they are, 1 removes all correlation.</param>
    /// <exception cref="ArgumentException">There is one group only, or the strength is none.</exception>
    public static CorrelationRemover Fit(string attribute, IReadOnlyList<string> groups, double[][] columns, double strength = 1)
    {
        string[] names = [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length < 2 || !(strength >= 0 && strength <= 1))
        {
            throw new ArgumentException($"{attribute} needs two groups at least, and the strength lies between 0 and 1", nameof(groups));
        }

        double[][] indicators = [.. names.Skip(1).Select(name => (double[])[.. groups.Select(group => group == name ? 1d : 0)])];
        double[] means = [.. indicators.Select(indicator => indicator.Average())];
        double[][] centred = [.. indicators.Zip(means, (indicator, mean) => (double[])[.. indicator.Select(value => value - mean)])];
        return new CorrelationRemover(attribute, strength, names, means, [.. columns.Select(column => Slopes(centred, column))]);
    }

    /// <summary>The features without what the groups explain.</summary>
    /// <exception cref="ArgumentException">A group was not there when it was fitted.</exception>
    public double[][] Transform(IReadOnlyList<string> groups, double[][] columns)
    {
        if (groups.FirstOrDefault(group => !_groups.Contains(group)) is { } unknown)
        {
            throw new ArgumentException($"the groups of {Attribute} were {string.Join(", ", _groups)}, and not '{unknown}'", nameof(groups));
        }

        var shiftOf = _groups.ToDictionary(group => group, group => _slopes.Select(slope => Shift(slope, group)).ToArray(), StringComparer.Ordinal);
        return [.. columns.Select((column, feature) => (double[])[.. column.Select((value, row) => value - (Strength * shiftOf[groups[row]][feature]))])];
    }

    private double Shift(double[] slope, string group) =>
        slope.Select((value, index) => value * ((_groups[index + 1] == group ? 1 : 0) - _means[index])).Sum();

    private static double[] Slopes(double[][] centred, double[] column)
    {
        var n = centred.Length;
        double[] matrix = [.. from one in centred from other in centred select Dot(one, other)];
        double[] slopes = [.. centred.Select(indicator => Dot(indicator, column))];
        return Cholesky.Solve(matrix, slopes) ? slopes : throw new InvalidOperationException($"the indicators of {n + 1} groups are not independent");
    }

    private static double Dot(double[] one, double[] other)
    {
        var sum = 0d;
        for (var row = 0; row < one.Length; row++)
        {
            sum += one[row] * other[row];
        }

        return sum;
    }
}
