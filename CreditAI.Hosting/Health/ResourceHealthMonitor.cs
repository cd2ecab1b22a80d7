using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>
/// Asks the health checks of every resource that runs, reports what they say, and publishes the ready event
/// the first time after a start that all of them are satisfied. Snapshots of a stopped instance lose both.
/// </summary>
internal sealed class ResourceHealthMonitor(
    ResourceNotificationService notifications,
    HealthCheckService healthChecks,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_whileUnhealthy = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_whileHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_limitOfOneRound = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, CancellationTokenSource> _running = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<IResource, Lazy<Task>> _ready = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(stoppingToken))
            {
                var runs = change.Snapshot.State?.Text == KnownResourceStates.Running;
                if (runs && !_running.ContainsKey(change.ResourceId))
                {
                    var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    _running[change.ResourceId] = stop;
                    _ = WatchAsync(change.Resource, change.ResourceId, stop.Token);
                }
                else if (!runs && _running.Remove(change.ResourceId, out var stop))
                {
                    await stop.CancelAsync();
                    await notifications.PublishUpdateAsync(change.Resource, change.ResourceId, s => s with { HealthReports = [], ResourceReadyEvent = null });
                    stop.Dispose();
                    if (!change.Resource.GetResolvedResourceNames().Any(_running.ContainsKey))
                    {
                        _ready.TryRemove(change.Resource, out _);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private async Task WatchAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        try
        {
            var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
            var ready = false;
            while (true)
            {
                var healthy = keys.Count == 0 || await CheckAsync(resource, resourceId, keys, cancellationToken);
                if (healthy && !ready)
                {
                    ready = true;
                    await PublishReadyAsync(resource, resourceId, cancellationToken);
                }

                if (keys.Count == 0)
                {
                    return;
                }

                await Task.Delay(healthy ? s_whileHealthy : s_whileUnhealthy, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The resource or the application stopped.
        }
    }

    private async Task<bool> CheckAsync(IResource resource, string resourceId, HashSet<string> keys, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limitOfOneRound);
        ImmutableArray<HealthReportSnapshot> reports;
        try
        {
            var report = await healthChecks.CheckHealthAsync(r => keys.Contains(r.Name), limit.Token);
            reports = [.. report.Entries.Select(e => Snapshot(e.Key, e.Value)), .. Missing(keys, report)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reports = [.. keys.Select(k => new HealthReportSnapshot(k, HealthStatus.Unhealthy, "No answer in time.", null) { LastRunAt = Now() })];
        }

        await notifications.PublishUpdateAsync(resource, resourceId, s => Same(s.HealthReports, reports) ? s : s.WithHealthReports(reports));
        return reports.All(r => r.Status == HealthStatus.Healthy);
    }

    private static bool Same(ImmutableArray<HealthReportSnapshot> before, ImmutableArray<HealthReportSnapshot> after) =>
        before.Select(r => r with { LastRunAt = null }).SequenceEqual(after.Select(r => r with { LastRunAt = null }));

    private static IEnumerable<HealthReportSnapshot> Missing(HashSet<string> keys, HealthReport report) => keys
        .Where(k => !report.Entries.ContainsKey(k))
        .Select(k => new HealthReportSnapshot(k, HealthStatus.Unhealthy, $"No health check '{k}' is registered.", null));

    private HealthReportSnapshot Snapshot(string key, HealthReportEntry entry) =>
        new(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = Now() };

    private DateTime Now() => time.GetUtcNow().UtcDateTime;

    private async Task PublishReadyAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        // Once for the resource, however many instances it has; the others share it.
        var handled = _ready.GetOrAdd(resource, r => new(() => eventing.PublishAsync(new ResourceReadyEvent(r, services), cancellationToken))).Value;
        await notifications.PublishUpdateAsync(resource, resourceId, s => s with { ResourceReadyEvent = new(handled) });
        try
        {
            await handled;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            HealthLog.ReadyHandlerFailed(services.GetRequiredService<ResourceLoggerService>().GetLogger(resourceId), e, resource.Name);
        }
    }
}
