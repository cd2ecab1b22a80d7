using System.Diagnostics.Metrics;
using System.Numerics;
using System.Text;
using CreditAI.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace CreditAI.ServiceDefaults.Metrics;

/// <summary>
/// Listens to the meters of <see cref="Instruments"/> and writes them in Prometheus' text format 0.0.4, ordered by name
/// and labels. Our own because no exporter for it restores everywhere we build.
/// </summary>
internal sealed partial class MetricsCollector(IMeterFactory meters, ILogger<MetricsCollector> logger) : IHostedService, IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _collecting = new();
    private long _collection;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = OnPublished;
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>One scrape. Scrapes at the same time wait for each other.</summary>
    public string Collect()
    {
        lock (_collecting)
        {
            Interlocked.Increment(ref _collection);
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException failures)
            {
                // The instruments whose callback did not throw have been observed all the same.
                LogObservationFailed(logger, failures);
            }

            MetricFamily[] families;
            lock (_families)
            {
                families = [.. _families.Values];
            }

            var text = new StringBuilder(16 * 1024);
            foreach (var family in families)
            {
                family.Forget(_collection);
                family.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Listen<T>()
        where T : struct, INumber<T> =>
        _listener.SetMeasurementEventCallback<T>((_, value, tags, state) =>
        {
            var (family, instrumentTags) = (Target)state!;
            family.Record(double.CreateSaturating(value), tags, instrumentTags, Interlocked.Read(ref _collection));
        });

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        var isAnothers = instrument.Meter.Scope is IMeterFactory host && host != meters; // Of another host in this process.
        if (isAnothers || !Instruments.IsMeterRecorded(instrument.Meter.Name) || InstrumentKinds.Of(instrument) is not { } kind)
        {
            return;
        }

        var name = PrometheusName.Of(instrument.Name, instrument.Unit, kind);
        lock (_families)
        {
            // Of several meters of one name, as each client of a library has one, the same instrument is one metric.
            if (!_families.TryGetValue(name, out var family))
            {
                var help = string.IsNullOrWhiteSpace(instrument.Description) ? $"{instrument.Name} of {instrument.Meter.Name}." : instrument.Description;
                var bounds = kind == MetricKind.Histogram ? InstrumentKinds.BoundsOf(instrument) : [];
                family = new MetricFamily(name, kind, help, bounds);
                _families.Add(name, family);
            }

            if (family.Kind == kind)
            {
                listener.EnableMeasurementEvents(instrument, new Target(family, instrument.Tags));
            }
            else
            {
                LogClash(logger, instrument.Meter.Name, instrument.Name, name, family.Kind, kind);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A metric could not be observed.")]
    private static partial void LogObservationFailed(ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Instrument {Meter}/{Instrument} is left out of the metrics: {Name} is a {Present} already, not a {Kind}.")]
    private static partial void LogClash(ILogger logger, string meter, string instrument, string name, MetricKind present, MetricKind kind);

    private sealed record Target(MetricFamily Family, IEnumerable<Tag>? InstrumentTags);
}
