using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Dashboard;

/// <summary>Carries the notifications of the application model into the feed of the dashboard.</summary>
internal sealed class ResourceFeedSource(ResourceNotificationService notifications, ResourceFeed feed, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = time.GetUtcNow();
        try
        {
            await foreach (var notification in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                feed.Publish(ResourceMessages.Of(notification, started));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host that fails to start stops its services without being asked to stop.
        }
    }
}
