namespace CreditAI.ServiceDefaults.Outgoing;

/// <summary>Sends a request for <c>http://name/path</c> to the address that is configured for the service of that name.</summary>
internal sealed class ServiceDiscoveryHandler(ServiceAddresses addresses) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var requested = request.RequestUri;
        if (requested is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = addresses.Resolve(requested);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry starts from the name again.
            request.RequestUri = requested;
        }
    }
}
