using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Scoring.Monitoring.Windows;

/// <summary>Fairness of a model version's decisions of a time, with the outcomes that are known of them by now.</summary>
/// <param name="From">Decided from then on.</param>
/// <param name="To">And before then.</param>
/// <param name="Everybody">All decisions together.</param>
/// <param name="Attributes">In ordinal order.</param>
public sealed record WindowFairness(DateTimeOffset From, DateTimeOffset To, GroupWindow Everybody, IReadOnlyList<AttributeWindow> Attributes)
{
    /// <param name="rows">Windows of the time, which are added up; those by the time of the outcome are left out.</param>
    /// <param name="from">Where the time begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="references">Protected attribute to the group compared with; else it is the one with the highest selection rate.</param>
    /// <param name="minimumGroup">Decisions that a group needs to be compared.</param>
    public static WindowFairness Of(
        IEnumerable<TallyRow> rows, DateTimeOffset from, DateTimeOffset to, IReadOnlyDictionary<string, string> references, int minimumGroup)
    {
        var sums = rows.Where(row => row.Basis == TallyBasis.Decided).GroupBy(row => (row.Attribute, row.Group))
            .Select(group => (group.Key.Attribute, group.Key.Group, Sum: Tally.Sum(group.Select(row => row.Tally))))
            .OrderBy(sum => sum.Attribute, StringComparer.Ordinal).ThenBy(sum => sum.Group, StringComparer.Ordinal).ToLookup(sum => sum.Attribute);
        var everybody = sums[""].Select(sum => sum.Sum).FirstOrDefault() ?? new Tally();
        return new WindowFairness(
            from, to, WindowMeasures.OfGroup("", everybody, null),
            [.. sums.Where(attribute => attribute.Key.Length > 0).Select(attribute => WindowMeasures.OfAttribute(
                attribute.Key, [.. attribute.Select(sum => (sum.Group, sum.Sum))], references.GetValueOrDefault(attribute.Key), minimumGroup))]);
    }
}
