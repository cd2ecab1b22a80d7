using System.Diagnostics.Metrics;

namespace CreditAI.Ledger.Telemetry;

/// <summary>Instruments of the ledger's writer.</summary>
internal sealed class LedgerMetrics
{
    public const string MeterName = "CreditAI.Ledger";

    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _commit;

    public LedgerMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _batchSize = meter.CreateHistogram("creditai.ledger.batch.size", "{decision}", "Decisions per commit.",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _commit = meter.CreateHistogram("creditai.ledger.commit.duration", "s", "Time of one commit, successful or not.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5] });
    }

    public void Committed(int size, TimeSpan elapsed)
    {
        _batchSize.Record(size);
        _commit.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("outcome", "committed"));
    }

    public void Failed(TimeSpan elapsed) => _commit.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("outcome", "failed"));
}
