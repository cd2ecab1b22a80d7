using CreditAI.Backups.Base;
using CreditAI.Backups.Cluster;
using CreditAI.Backups.Manifests;
using CreditAI.Backups.Pieces;
using CreditAI.Backups.Regions;
using CreditAI.Backups.Telemetry;
using CreditAI.Backups.Wal;
using CreditAI.Ledger.Keys;
using Microsoft.Extensions.Logging;

namespace CreditAI.Backups.Retention;

/// <summary>Removes what has expired and what unfinished backups left behind, and brings regions that were away up to the others.</summary>
internal sealed class Expiry(RegionSet regions, MasterKeys masters, RetentionPolicy policy, TimeProvider time, ILogger<Expiry> log)
{
    /// <summary>What would be removed. The manifest of a backup comes first: what is half removed is no backup.</summary>
    /// <exception cref="RegionsUnreachableException">A region cannot be read: nothing is judged by half of what there is.</exception>
    public async Task<ExpiryPlan> PlanAsync(string cluster, CancellationToken cancellationToken)
    {
        var backups = await new BackupCatalog(regions, masters).ListAsync(cluster, cancellationToken);
        var each = await regions.ListEachAsync(BackupKeys.Cluster(cluster), cancellationToken);
        var retention = RetentionPlan.Of(backups, time.GetUtcNow(), policy);
        var segmentSize = backups.FirstOrDefault(backup => backup.Manifest is not null)?.Manifest!.Server.WalSegmentSize;
        var keys = each.Values.SelectMany(objects => objects.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var finished = backups.Select(backup => backup.Id).ToHashSet(StringComparer.Ordinal);
        var removed = keys.Where(key => IsRemoved(key, retention, finished, segmentSize, keys)).OrderBy(key => BackupKeys.IdOfManifest(key) is null).ToList();
        return new ExpiryPlan(retention.Expired, removed, [.. Orphans(removed, finished)], each);
    }

    /// <summary>Removes it, under the lock that backups are taken under: what is being written is no orphan.</summary>
    /// <returns>What was removed.</returns>
    public async Task<ExpiryPlan> RunAsync(ClusterServer server, string cluster, CancellationToken cancellationToken)
    {
        await using var connection = await server.OpenAsync(cancellationToken);
        await BackupLock.TakeAsync(connection, cancellationToken);
        try
        {
            var plan = await PlanAsync(cluster, cancellationToken);
            foreach (var key in plan.Keys)
            {
                await regions.DeleteAsync(key, cancellationToken);
            }

            await CatchUpAsync(plan, cancellationToken);
            BackupLog.Expired(log, plan.Backups.Count, plan.Keys.Count);
            return plan;
        }
        finally
        {
            await BackupLock.ReleaseAsync(connection);
        }
    }

    /// <summary>Copies to every region what others have, whole, manifests last: a region never shows a backup that it has not got.</summary>
    private async Task CatchUpAsync(ExpiryPlan plan, CancellationToken cancellationToken)
    {
        var all = plan.Objects.Values.SelectMany(objects => objects.Keys).Distinct().Except(plan.Keys)
            .OrderBy(key => BackupKeys.IdOfManifest(key) is not null).ThenBy(key => key, StringComparer.Ordinal).ToList();
        foreach (var (region, objects) in plan.Objects)
        {
            var (count, bytes) = (0, 0L);
            foreach (var key in all.Where(key => !objects.ContainsKey(key)))
            {
                if (await CopyAsync(key, region, plan, cancellationToken) is { } copied)
                {
                    (count, bytes) = (count + 1, bytes + copied);
                }
            }

            regions.CaughtUp(region);
            if (count > 0)
            {
                BackupLog.RegionCaughtUp(log, region.Name, count, bytes);
            }
        }
    }

    private async Task<long?> CopyAsync(string key, Region to, ExpiryPlan plan, CancellationToken cancellationToken)
    {
        foreach (var from in regions.All.Where(region => region != to && plan.Objects[region].ContainsKey(key)))
        {
            try
            {
                if (await from.ReadAsync(key, cancellationToken) is { } content)
                {
                    Check(key, content);
                    await to.WriteAsync(key, content, cancellationToken);
                    return content.Length;
                }
            }
            catch (DamagedPieceException exception)
            {
                BackupLog.PieceDamaged(log, from.Name, exception.Message);
            }
        }

        return null;
    }

    /// <summary>Damage is not copied. A drill's report is in clear and bears its own signature.</summary>
    private void Check(string key, ReadOnlyMemory<byte> content)
    {
        if (!key.Contains($"/{Drills.Drill.ReportName}/", StringComparison.Ordinal))
        {
            PieceReader.Open(key, content, masters);
        }
    }

    private static bool IsRemoved(string key, RetentionPlan retention, HashSet<string> finished, int? segmentSize, List<string> keys)
    {
        if (key.Split('/') is ["clusters", _, "base", var id, ..])
        {
            return !retention.Kept.Contains(id) || !finished.Contains(id);
        }

        return segmentSize is { } size && ArchivedSegment.Parse(key, size) is { } segment
            && (!retention.KeepsWal(segment.Segment) || (!segment.IsWhole && IsSuperseded(key, segment, keys, size)));
    }

    private static bool IsSuperseded(string key, ArchivedSegment segment, List<string> keys, int segmentSize)
    {
        var whole = key[..key.IndexOf(".partial-", StringComparison.Ordinal)];
        return keys.Any(other => other != key && other.StartsWith(whole, StringComparison.Ordinal)
            && ArchivedSegment.Parse(other, segmentSize) is { } longer && longer.Segment == segment.Segment && longer.Length > segment.Length);
    }

    private static IEnumerable<string> Orphans(IEnumerable<string> removed, HashSet<string> finished)
        => removed.Select(key => key.Split('/')).Where(parts => parts is ["clusters", _, "base", _, ..] && !finished.Contains(parts[3])).Select(parts => parts[3]).Distinct();
}
