using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The addresses shown for a resource: its endpoints, and what the application adds or changes.</summary>
internal sealed class ResourceUrls(DistributedApplicationExecutionContext executionContext, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    public async Task PublishAsync(IResource resource, CancellationToken cancellationToken)
    {
        var urls = resource.Annotations.OfType<ResourceUrlAnnotation>().ToList();
        if (resource is IResourceWithEndpoints withEndpoints)
        {
            urls.AddRange(resource.Annotations.OfType<EndpointAnnotation>()
                .Where(endpoint => endpoint.AllocatedEndpoint is not null)
                .Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.AllocatedEndpoint!.UriString, Endpoint = new EndpointReference(withEndpoints, endpoint) }));
        }

        var context = new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken) { Logger = loggers.GetLogger(resource) };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        if (urls.Count > 0)
        {
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { Urls = [.. urls.Select(Snapshot)] }).ConfigureAwait(false);
        }
    }

    private static UrlSnapshot Snapshot(ResourceUrlAnnotation url)
        => new(url.Endpoint?.EndpointName, Absolute(url), IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = true,
            DisplayProperties = new(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        };

    /// <summary>A relative address belongs to the endpoint it was given for.</summary>
    private static string Absolute(ResourceUrlAnnotation url)
        => url.Url.StartsWith('/') && url.Endpoint is { IsAllocated: true } endpoint ? endpoint.Url + url.Url : url.Url;
}
