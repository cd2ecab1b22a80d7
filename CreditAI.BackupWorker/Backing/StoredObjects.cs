using CreditAI.Backups.Objects;
using CreditAI.Backups.Objects.Kubernetes;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Telemetry;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.BackupWorker.Backing;

/// <summary>What lies beside the database, copied when it is due and once at the start; nothing where nothing is configured.</summary>
internal sealed class StoredObjects(IReadOnlyDictionary<CopiedKind, IObjectSource> sources, RegionSet regions, MasterKeys masters, BackupOptions options, TimeProvider time, ILogger<StoredObjects> log)
{
    private DateTimeOffset? _last;
    private string _refused = "";

    public IEnumerable<CopiedKind> Kinds => sources.Keys;

    public bool IsDue(DateTimeOffset now) => sources.Count > 0 && (_last is null || BackupCalendar.IsDue(options.Objects, _last.Value, now));

    /// <summary>Notes that everything is copied now; each kind by itself, so that one that fails does not hold up another.</summary>
    public void Begin() => _last = time.GetUtcNow();

    public async Task CopyAsync(CopiedKind kind, string cluster, CancellationToken cancellationToken)
    {
        await new ObjectCopy(regions, masters, cluster, time, kind).RunAsync(sources[kind], cancellationToken);
        if (sources[kind] is KubernetesObjects { Refused: var refused } && string.Join(", ", refused) is var told && told != _refused)
        {
            _refused = told;
            BackupLog.KindsRefused(log, told);
        }
    }

    public Task ExpireAsync(string cluster, CancellationToken cancellationToken)
        => new ObjectCopy(regions, masters, cluster, time).ExpireAsync(time.GetUtcNow().AddDays(-options.RetentionDays), cancellationToken);
}
