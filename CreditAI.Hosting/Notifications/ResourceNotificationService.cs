using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds the last snapshot of every resource and tells of every change, in order. Safe for concurrent use.</summary>
public partial class ResourceNotificationService(
    ILogger<ResourceNotificationService> logger,
    IHostApplicationLifetime hostApplicationLifetime,
    IServiceProvider serviceProvider,
    ResourceLoggerService resourceLoggerService) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();

    internal WaitBehavior DefaultWaitBehavior =>
        serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? WaitBehavior.StopOnResourceUnavailable;

    /// <summary>Publishes a change of the resource, of each of its instances where it has several.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in resource.GetResolvedResourceNames())
        {
            Publish(resource, id, stateFactory);
        }

        return Task.CompletedTask;
    }

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        Publish(resource, resourceId, stateFactory);
        return Task.CompletedTask;
    }

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_gate)
        {
            resourceEvent = _states.GetValueOrDefault(resourceId)
                ?? (_states.Values.Where(e => Is(e.Resource.Name, resourceId)).Take(2).ToArray() is [var only] ? only : null);
            return resourceEvent is not null;
        }
    }

    /// <summary>What is known now, then every change until the application stops.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token, hostApplicationLifetime.ApplicationStopping);
        var channel = Channel.CreateUnbounded<ResourceEvent>(new() { SingleReader = true });
        lock (_gate)
        {
            foreach (var state in _states.Values)
            {
                channel.Writer.TryWrite(state);
            }

            _watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(stop.Token))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private void Publish(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        // One lock over state and watchers: every watcher sees the changes in the order in which they were made.
        lock (_gate)
        {
            var previous = _states.GetValueOrDefault(resourceId)?.Snapshot;
            var next = SnapshotFactory.Complete(resource, stateFactory(previous ?? SnapshotFactory.Initial(resource)), previous, serviceProvider);
            var change = new ResourceEvent(resource, resourceId, next);
            _states[resourceId] = change;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(change);
            }

            if (next.State?.Text is { } state && state != previous?.State?.Text)
            {
                LogState(resourceId, previous?.State?.Text ?? "new", state);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Resource {ResourceId}: {Previous} -> {State}")]
    private partial void LogState(string resourceId, string previous, string state);

    private ILogger ResourceLogger(IResource resource) => resourceLoggerService.GetLogger(resource);
}
