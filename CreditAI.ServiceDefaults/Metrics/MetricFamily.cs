using System.Collections.Concurrent;
using System.Text;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>One metric with all its series. At most <see cref="Limit"/> of them: what comes later is gathered in one that says so.</summary>
internal sealed class MetricFamily
{
    public const int Limit = 2000;

    private readonly string _help;
    private readonly double[] _bounds;
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Tag[], Series> _byTags = new(TagListComparer.Instance);
    private readonly ConcurrentDictionary<Tag[], Series>.AlternateLookup<ReadOnlySpan<Tag>> _lookup;
    private readonly Lock _adding = new();
    private int _orders;

    public MetricFamily(string name, MetricKind kind, string help, double[] bounds)
    {
        Name = name;
        Kind = kind;
        _help = help;
        _bounds = bounds;
        _lookup = _byTags.GetAlternateLookup<ReadOnlySpan<Tag>>();
    }

    public string Name { get; }

    public MetricKind Kind { get; }

    public void Record(double value, ReadOnlySpan<Tag> tags, IEnumerable<Tag>? instrumentTags, long collection)
    {
        if (!_lookup.TryGetValue(tags, out var series))
        {
            series = Find(tags, instrumentTags);
        }

        series.SeenIn = collection;
        series.Record(value);
    }

    /// <summary>Drops what observable instruments did not report in this collection: it is gone, not unchanged.</summary>
    public void Forget(long collection)
    {
        if (Kind is not (MetricKind.ObservableGauge or MetricKind.ObservableCounter))
        {
            return;
        }

        lock (_adding)
        {
            foreach (var tags in _byTags.Where(e => e.Value.SeenIn < collection).Select(e => e.Key))
            {
                _byTags.TryRemove(tags, out _);
                _orders--;
            }

            foreach (var (labels, _) in _series.Where(e => e.Value.SeenIn < collection))
            {
                _series.TryRemove(labels, out _);
            }
        }
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        var type = Kind switch
        {
            MetricKind.Histogram => "histogram",
            MetricKind.Counter or MetricKind.ObservableCounter => "counter",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(Name).Append(' ').Append(LabelText.EscapeHelp(_help)).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(type).Append('\n');
        foreach (var series in _series.Values.OrderBy(s => s.Labels, StringComparer.Ordinal))
        {
            series.Write(text, Name);
        }
    }

    private Series Find(ReadOnlySpan<Tag> tags, IEnumerable<Tag>? instrumentTags)
    {
        var labels = LabelText.Of(tags, instrumentTags);
        lock (_adding)
        {
            if (!_series.TryGetValue(labels, out var series))
            {
                labels = _series.Count < Limit ? labels : LabelText.Overflow;
                series = _series.GetOrAdd(labels, Create);
            }

            // The same tags in another order are the same series; the orders are bounded too.
            if (labels != LabelText.Overflow && _orders < 4 * Limit && _lookup.TryAdd(tags, series))
            {
                _orders++;
            }

            return series;
        }
    }

    private Series Create(string labels) =>
        Kind == MetricKind.Histogram ? new HistogramSeries(labels, _bounds) : new ValueSeries(labels, Kind);
}
