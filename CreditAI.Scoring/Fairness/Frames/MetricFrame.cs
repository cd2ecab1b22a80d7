namespace CreditAI.Scoring.Fairness.Frames;

/// <summary>
/// Metrics by group, over all rows, and how far they lie apart (Fairlearn's MetricFrame). A group without rows, such as an
/// intersection that nobody is in, is listed as undefined and not compared; a group with rows whose metric is undefined makes
/// the comparison undefined, so that no group vanishes unsaid.
/// </summary>
public sealed class MetricFrame
{
    private readonly Dictionary<string, int> _index;
    private readonly Measure[][] _byGroup;
    private readonly Measure[] _overall;
    private readonly Parity[] _parities;

    private MetricFrame(string[] metrics, string[] groups, Measure[][] byGroup, Measure[] overall, Parity[] parities)
    {
        Metrics = metrics;
        Groups = groups;
        _index = metrics.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        (_byGroup, _overall, _parities) = (byGroup, overall, parities);
    }

    public IReadOnlyList<string> Metrics { get; }

    public IReadOnlyList<string> Groups { get; }

    /// <param name="metrics">What to measure.</param>
    /// <param name="groups">The groups' names and samples.</param>
    /// <param name="overall">All rows, those of no group too.</param>
    /// <param name="isEmpty">True of a sample without rows.</param>
    public static MetricFrame Of<TSample>(
        IReadOnlyList<Metric<TSample>> metrics, IReadOnlyList<(string Group, TSample Sample)> groups, TSample overall, Func<TSample, bool> isEmpty)
    {
        string[] compared = [.. groups.Where(group => !isEmpty(group.Sample)).Select(group => group.Group)];
        var byGroup = groups.Select(group => metrics
            .Select(metric => isEmpty(group.Sample) ? Measure.Not(0, "no row is in this group") : metric.Of(group.Sample)).ToArray()).ToArray();
        Measure[] all = [.. metrics.Select(metric => metric.Of(overall))];
        return new MetricFrame(
            [.. metrics.Select(metric => metric.Name)],
            [.. groups.Select(group => group.Group)],
            byGroup,
            all,
            [.. metrics.Select((_, index) => Parity.Of(
                [.. byGroup.Where((_, group) => !isEmpty(groups[group].Sample)).Select(measures => measures[index])], compared, all[index]))]);
    }

    public static MetricFrame Of(IReadOnlyList<Metric<Confusion>> metrics, IReadOnlyList<(string Group, Confusion Sample)> groups, Confusion overall) =>
        Of(metrics, groups, overall, sample => sample.All.Rows == 0);

    public static MetricFrame Of(IReadOnlyList<Metric<ScoredRows>> metrics, IReadOnlyList<(string Group, ScoredRows Sample)> groups, ScoredRows overall) =>
        Of(metrics, groups, overall, sample => sample.Count == 0);

    /// <param name="group">Index into <see cref="Groups"/>.</param>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    public Measure ByGroup(int group, string metric) => _byGroup[group][_index[metric]];

    public Measure Overall(string metric) => _overall[_index[metric]];

    /// <summary>Differences, ratios, least and greatest of a metric.</summary>
    public Parity Between(string metric) => _parities[_index[metric]];
}
