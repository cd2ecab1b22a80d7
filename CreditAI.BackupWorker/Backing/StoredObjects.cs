using CreditAI.Backups.Objects;
using CreditAI.Backups.Regions;
using CreditAI.Ledger.Keys;
using CreditAI.Ledger.Objects;

namespace CreditAI.BackupWorker.Backing;

/// <summary>The object store, copied when it is due and once at the start; nothing where none is configured.</summary>
internal sealed class StoredObjects(IObjectStore? source, RegionSet regions, MasterKeys masters, BackupOptions options, TimeProvider time)
{
    private DateTimeOffset? _last;

    public bool IsDue(DateTimeOffset now) => source is not null && (_last is null || BackupCalendar.IsDue(options.Objects, _last.Value, now));

    public async Task CopyAsync(string cluster, CancellationToken cancellationToken)
    {
        _last = time.GetUtcNow();
        var copy = new ObjectCopy(regions, masters, cluster, time);
        await copy.RunAsync(source!, cancellationToken);
        await copy.ExpireAsync(_last.Value.AddDays(-options.RetentionDays), cancellationToken);
    }
}
