using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Resources that nothing is started for: a database is as its container is. Others bring themselves up when they are initialized.
/// </summary>
internal sealed class PassiveResources(
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services)
{
    /// <summary>
    /// Has children take over the state of the container they belong to, as Aspire does; a child of anything else keeps its own.
    /// Runs until cancelled.
    /// </summary>
    public async Task FollowParentsAsync(IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        var children = resources
            .Where(resource => resource is IResourceWithParent { Parent: var parent } && parent.IsContainer())
            .ToLookup(resource => ((IResourceWithParent)resource).Parent);
        if (children.Count == 0)
        {
            return;
        }

        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var child in children[change.Resource])
                {
                    await FollowAsync(child, change.Snapshot).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host ends, and with it the notifications.
        }
    }

    /// <summary>Says that the connection strings of a resource and of what belongs to it can be read: endpoints and parameters are known.</summary>
    public async Task SayConnectionStringsAsync(IResource resource, IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var child in resources.Where(child => child is IResourceWithParent withParent && withParent.Parent == resource))
        {
            await SayConnectionStringsAsync(child, resources, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task FollowAsync(IResource child, CustomResourceSnapshot parent)
        => notifications.PublishUpdateAsync(child, snapshot => snapshot.State?.Text == parent.State?.Text
            ? snapshot
            : snapshot with
            {
                State = parent.State,
                StartTimeStamp = parent.StartTimeStamp,
                StopTimeStamp = parent.StopTimeStamp,
            });
}
