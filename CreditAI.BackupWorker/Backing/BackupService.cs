using System.Globalization;
using System.Security.Cryptography;
using CreditAI.Backups;
using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Drills;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Retention;
using CreditAI.Backups.Telemetry;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Drills;
using CreditAI.Ledger.Keys;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CreditAI.BackupWorker.Backing;

/// <summary>Takes backups and drills restores when they are due, one thing at a time.</summary>
internal sealed class BackupService(
    ClusterServer server, RegionSet regions, MasterKeys masters, BaseBackup backup, Expiry expiry, Drill drill, StoredObjects objects, WalProgress wal, BackupRecord record, BackupMetrics metrics,
    IOptions<BackupOptions> options, IOptions<DrillOptions> drilling, TimeProvider time, ILogger<BackupService> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private string? _mendedGap;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = await TryAsync("looking", () => LookAsync(stoppingToken), stoppingToken) ? Look : Retry;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!wal.Current.IsReceiving)
        {
            return; // A backup stands on its WAL.
        }

        await WatchSlotAsync(cancellationToken);
        var state = await server.StateAsync("", cancellationToken);
        var cluster = state.Identity.SystemIdentifier;
        var backups = (await new BackupCatalog(regions, masters).ListAsync(cluster, cancellationToken)).Select(found => found.Manifest).OfType<BackupManifest>().ToList();
        foreach (var kind in backups.GroupBy(manifest => manifest.Kind))
        {
            record.Finished(kind.MaxBy(manifest => manifest.StoppedAt)!);
        }

        var gap = wal.Current.Gap;
        var due = gap != _mendedGap ? BackupKind.Full : BackupCalendar.Due(backups, options.Value, time.GetUtcNow());
        if (due is { } kindDue && await TryAsync("backup", () => TakeAsync(kindDue, cancellationToken), cancellationToken))
        {
            _mendedGap = gap;
            await TryAsync("expiry", async () => await expiry.RunAsync(server, cluster, cancellationToken), cancellationToken);
        }
        else if (due is null && objects.IsDue(time.GetUtcNow()))
        {
            await CopyAsync(cluster, cancellationToken);
        }
        else if (due is null && backups.Count > 0 && await DrillDueAsync(cluster, cancellationToken) is { } region)
        {
            await TryAsync("drill", () => DrillAsync(cluster, region, cancellationToken), cancellationToken);
        }
        else if (due is not null)
        {
            throw new BackupException("the backup that is due could not be taken");
        }
    }

    private async Task TakeAsync(BackupKind kind, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var manifest = await backup.TakeAsync(new BackupRequest(kind), cancellationToken);
        record.Finished(manifest);
        metrics.Finished(manifest, time.GetElapsedTime(began));
        if (manifest.DamagedPages.Count > 0)
        {
            throw new BackupException($"{manifest.DamagedPages.Count} pages of the server are damaged, the first in {manifest.DamagedPages[0].Path} block {manifest.DamagedPages[0].Block}");
        }
    }

    private async Task CopyAsync(string cluster, CancellationToken cancellationToken)
    {
        objects.Begin();
        foreach (var kind in objects.Kinds)
        {
            await TryAsync($"copy of {kind.ToString().ToLowerInvariant()}", () => objects.CopyAsync(kind, cluster, cancellationToken), cancellationToken);
        }

        await TryAsync("expiry of copies", () => objects.ExpireAsync(cluster, cancellationToken), cancellationToken);
    }

    private async Task DrillAsync(string cluster, Region region, CancellationToken cancellationToken)
    {
        var report = await drill.RunAsync(cluster, region, RandomNumberGenerator.GetInt32(int.MaxValue), cancellationToken);
        record.Drilled(report);
        await using (var connection = NpgsqlDataSource.Create(server.ConnectionString))
        {
            await new DrillStore(connection).AddAsync(
                new DrillOutcome(report.Id, report.Region, report.StartedAt, report.EndedAt, report.Checks.Count, [.. report.Failures]), cancellationToken);
        }

        if (!report.Passed)
        {
            throw new BackupException($"drill {report.Id}: {string.Join("; ", report.Failures)}");
        }
    }

    /// <summary>The region whose turn it is: the one that was drilled longest ago, when a drill is due since the last of any.</summary>
    private async Task<Region?> DrillDueAsync(string cluster, CancellationToken cancellationToken)
    {
        if (drilling.Value.Binaries is null)
        {
            return null;
        }

        var reports = (await regions.ListAsync($"{BackupKeys.Cluster(cluster)}{Drill.ReportName}/", cancellationToken)).Keys
            .Select(key => key[(key.LastIndexOf('/') + 1)..].Split('-')).Where(parts => parts.Length >= 3)
            .Select(parts => (Region: string.Join('-', parts[1..^1]), At: DateTimeOffset.ParseExact(parts[0], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)))
            .ToList();
        return BackupCalendar.IsDue(options.Value.Drill, reports.Count == 0 ? _started : reports.Max(report => report.At), time.GetUtcNow())
            ? regions.All.MinBy(region => reports.Where(report => report.Region == region.Name).Select(report => report.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max())
            : null;
    }

    private async Task WatchSlotAsync(CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(cancellationToken);
        if (await ReplicationSlot.FindAsync(connection, options.Value.Slot, cancellationToken) is { } slot)
        {
            record.KeptBytes = slot.KeptBytes;
            if (record.IsSlotLimited && !slot.IsLimited)
            {
                BackupLog.SlotUnlimited(log, slot.Name);
            }

            record.IsSlotLimited = slot.IsLimited;
        }
    }

    private async Task<bool> TryAsync(string what, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            record.Done(what);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            BackupLog.Failed(log, what, exception.Message);
            record.Failed(what, exception.Message);
            metrics.Failed(what);
            return false;
        }
    }
}
