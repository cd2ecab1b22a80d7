using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console logs of the resources: written by the host and the orchestrator, read by the dashboard and the CLI.</summary>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();
    private readonly List<ChannelWriter<LogSubscriber>> _subscriberWatchers = [];
    private readonly CancellationTokenSource _disposed = new();

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>A logger to the console of the resource, of each of its instances where it has several.</summary>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger(
            entry =>
            {
                foreach (var id in resource.GetResolvedResourceNames())
                {
                    LogOf(id).Add(entry);
                }
            },
            () => TimeProvider.GetUtcNow().UtcDateTime);
    }

    public ILogger GetLogger(string resourceName) =>
        new ResourceLogger(LogOf(resourceName).Add, () => TimeProvider.GetUtcNow().UtcDateTime);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.GetResolvedResourceNames()[0]);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => WatchCoreAsync(resourceName);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.GetResolvedResourceNames()[0]);

    /// <summary>What there is so far, without waiting for more.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) =>
        new[] { LogOf(resourceName).Backlog() }.ToAsyncEnumerable();

    /// <summary>Tells when somebody begins to read a resource's log and when nobody does any longer.</summary>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var channel = Channel.CreateUnbounded<LogSubscriber>(new() { SingleReader = true });
        lock (_gate)
        {
            foreach (var (name, log) in _logs)
            {
                if (log.AnySubscribers)
                {
                    channel.Writer.TryWrite(new(name, true));
                }
            }

            _subscriberWatchers.Add(channel.Writer);
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
                _subscriberWatchers.Remove(channel.Writer);
            }
        }
    }

    public void Complete(IResource resource)
    {
        foreach (var id in resource.GetResolvedResourceNames())
        {
            Complete(id);
        }
    }

    public void Complete(string name) => LogOf(name).Complete();

    public void ClearBacklog(string resourceName) => LogOf(resourceName).ClearBacklog();

    public void Dispose()
    {
        _disposed.Cancel();
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Adds a line that came from the process itself, with its own time.</summary>
    internal void Add(string resourceName, LogEntry entry) => LogOf(resourceName).Add(entry);

    private ResourceLog LogOf(string name) => _logs.GetOrAdd(name, n => new ResourceLog(any => OnSubscribersChanged(new(n, any))));

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchCoreAsync(string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        await foreach (var batch in LogOf(resourceName).WatchAsync(stop.Token))
        {
            yield return batch;
        }
    }

    private void OnSubscribersChanged(LogSubscriber change)
    {
        lock (_gate)
        {
            foreach (var watcher in _subscriberWatchers)
            {
                watcher.TryWrite(change);
            }
        }
    }
}
