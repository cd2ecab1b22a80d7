using System.Threading.Channels;
using Aspire.Hosting.Dashboard.Protocol;

namespace Aspire.Hosting.Dashboard;

/// <summary>The last state of every resource, and a stream of changes for each watcher that starts exactly after the state it was given.</summary>
internal sealed class ResourceFeed
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Resource> _resources = new(StringComparer.Ordinal);
    private readonly HashSet<Channel<Resource>> _watchers = [];

    public void Publish(Resource resource)
    {
        lock (_lock)
        {
            _resources[resource.Name] = resource;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(resource);
            }
        }
    }

    public Subscription Subscribe()
    {
        var changes = Channel.CreateUnbounded<Resource>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            _watchers.Add(changes);
            return new Subscription(this, changes, [.. _resources.Values]);
        }
    }

    /// <param name="feed">Left when disposed.</param>
    /// <param name="changes">What was published since.</param>
    /// <param name="initial">The state at the time of the subscription.</param>
    internal sealed class Subscription(ResourceFeed feed, Channel<Resource> changes, IReadOnlyList<Resource> initial) : IDisposable
    {
        public IReadOnlyList<Resource> Initial { get; } = initial;

        /// <summary>Waits for a change and returns all there are, of each resource the last only.</summary>
        public async Task<IReadOnlyCollection<Resource>> NextAsync(CancellationToken cancellationToken)
        {
            await changes.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
            var latest = new Dictionary<string, Resource>(StringComparer.Ordinal);
            while (changes.Reader.TryRead(out var resource))
            {
                latest[resource.Name] = resource;
            }

            return latest.Values;
        }

        public void Dispose()
        {
            lock (feed._lock)
            {
                feed._watchers.Remove(changes);
            }
        }
    }
}
