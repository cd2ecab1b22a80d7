using System.Diagnostics.Metrics;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Wal;

namespace CreditAI.BackupWorker.Backing;

internal sealed class BackupMetrics
{
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _read;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _damaged;

    public BackupMetrics(IMeterFactory meters, WalProgress wal, RegionSet regions, BackupRecord record, TimeProvider time)
    {
        var meter = meters.Create("CreditAI.BackupWorker");
        _duration = meter.CreateHistogram<double>("creditai.backup.duration", "s", "How long base backups took.");
        _read = meter.CreateCounter<long>("creditai.backup.read", "By", "Read from the server.");
        _stored = meter.CreateCounter<long>("creditai.backup.stored", "By", "Stored in each region.");
        _failures = meter.CreateCounter<long>("creditai.backup.failures", "{failure}", "What failed.");
        _damaged = meter.CreateCounter<long>("creditai.backup.damaged.pages", "{page}", "Pages that were damaged on the server's disk.");
        meter.CreateObservableGauge("creditai.backup.wal.receiving", () => wal.Current.IsReceiving ? 1 : 0, null, "Whether WAL is received.");
        meter.CreateObservableGauge("creditai.backup.wal.exposure", () => Exposure(wal.Current, time.GetUtcNow()), "s", "For how long received WAL has been in no region: what would be lost with server and worker.");
        meter.CreateObservableGauge("creditai.backup.wal.kept", () => record.KeptBytes, "By", "WAL that the server keeps for the archive's slot.");
        meter.CreateObservableGauge(
            "creditai.backup.last.success", () => record.Successes.Select(kind => new Measurement<double>(kind.Value.ToUnixTimeMilliseconds() / 1000.0, new KeyValuePair<string, object?>("kind", kind.Key.ToString().ToLowerInvariant()))),
            "s", "When the newest backup of the kind was finished, in Unix time.");
        meter.CreateObservableGauge(
            "creditai.backup.region.behind", () => regions.All.Select(region => new Measurement<int>(regions.Behind.ContainsKey(region.Name) ? 1 : 0, Tag(region.Name))), null, "Whether the region missed a write that it has not caught up with.");
        meter.CreateObservableGauge("creditai.drill.passed", () => Drilled(record, drill => drill.Passed ? 1 : 0), null, "Whether the region's last drill passed.");
        meter.CreateObservableGauge("creditai.drill.last", () => Drilled(record, drill => drill.EndedAt.ToUnixTimeMilliseconds() / 1000.0), "s", "When the region was last drilled, in Unix time.");
        meter.CreateObservableGauge("creditai.drill.recovery.time", () => Drilled(record, drill => drill.RecoveryTime?.TotalSeconds), "s", "RTO of the region's last drill.");
        meter.CreateObservableGauge("creditai.drill.data.loss", () => Drilled(record, drill => drill.DataLoss?.TotalSeconds), "s", "RPO of the region's last drill.");
    }

    public void Finished(BackupManifest manifest, TimeSpan took)
    {
        var kind = new KeyValuePair<string, object?>("kind", manifest.Kind.ToString().ToLowerInvariant());
        _duration.Record(took.TotalSeconds, kind);
        _read.Add(manifest.RawBytes, kind);
        _stored.Add(manifest.StoredBytes, kind);
        _damaged.Add(manifest.DamagedPages.Count);
        _failures.Add(0, new KeyValuePair<string, object?>("what", "backup")); // There before anything fails: a rate needs a beginning.
    }

    public void Failed(string what) => _failures.Add(1, new KeyValuePair<string, object?>("what", what));

    private static double Exposure(WalState state, DateTimeOffset now)
        => state.ExposedSince is { } since ? (now - since).TotalSeconds : 0;

    private static IEnumerable<Measurement<double>> Drilled(BackupRecord record, Func<DrillReport, double?> value)
        => record.Drills.Values.Select(drill => (drill.Region, Value: value(drill))).Where(item => item.Value is not null).Select(item => new Measurement<double>(item.Value!.Value, Tag(item.Region)));

    private static KeyValuePair<string, object?> Tag(string region) => new("region", region);
}
