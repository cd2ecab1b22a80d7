using CreditAI.Scoring.Monitoring.Tallies;

namespace CreditAI.Scoring.Monitoring.Watching;

/// <summary>Tallies by basis, attribute and group, over windows that all share.</summary>
internal sealed class TallySeries
{
    private readonly Dictionary<(TallyBasis, string, string), Tally?[]> _series = [];

    public TallySeries(IReadOnlyList<TallyRow> rows)
    {
        Starts = [.. rows.Select(row => row.Start).Distinct().Order()];
        var at = Starts.Index().ToDictionary(start => start.Item, start => start.Index);
        foreach (var row in rows)
        {
            var key = (row.Basis, row.Attribute, row.Group);
            if (!_series.TryGetValue(key, out var series))
            {
                _series.Add(key, series = new Tally?[Starts.Count]);
            }

            (series[at[row.Start]] ??= new Tally()).Add(row.Tally);
        }

        Groups = [.. _series.Keys.Select(key => (key.Item2, key.Item3)).Distinct()
            .OrderBy(key => key.Item1, StringComparer.Ordinal).ThenBy(key => key.Item2, StringComparer.Ordinal)];
    }

    /// <summary>Where the windows begin, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Starts { get; }

    /// <summary>Attribute and group of every series, everybody's included, in ordinal order.</summary>
    public IReadOnlyList<(string Attribute, string Group)> Groups { get; }

    /// <returns>By window, as <see cref="Starts"/> has them.</returns>
    public Tally[] Of(TallyBasis basis, string attribute, string group)
    {
        var series = _series.GetValueOrDefault((basis, attribute, group));
        return [.. Enumerable.Range(0, Starts.Count).Select(window => series?[window] ?? Nothing)];
    }

    /// <returns>All windows from one on, added up.</returns>
    public Tally Sum(TallyBasis basis, string attribute, string group, DateTimeOffset from)
    {
        var sum = new Tally();
        var series = _series.GetValueOrDefault((basis, attribute, group)) ?? [];
        for (var window = series.Length - 1; window >= 0 && Starts[window] >= from; window--)
        {
            if (series[window] is { } tally)
            {
                sum.Add(tally);
            }
        }

        return sum;
    }

    private static Tally Nothing { get; } = new();
}
