using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint of what DCP runs its address, before anything starts: references need no running process.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration)
{
    /// <summary>Set by tests, so that two runs of one application do not meet on its fixed ports.</summary>
    public const string RandomizePortsKey = "DcpPublisher:RandomizePorts";

    private const string Host = "localhost";

    /// <exception cref="DistributedApplicationException">An endpoint cannot have what it asks for; the message names resource, endpoint and port.</exception>
    public async Task AllocateAsync(DcpClient client, IReadOnlyList<IResource> resources, CancellationToken cancellationToken)
    {
        var requests = new List<ServiceRequest>();
        foreach (var resource in resources)
        {
            EndpointRules.Check(resource);
            requests.AddRange(Prepare(resource));
        }

        var ports = await ServiceAllocator.AllocateAsync(client, requests, cancellationToken).ConfigureAwait(false);
        foreach (var service in resources.SelectMany(resource => resource.Annotations.OfType<ServiceAnnotation>()))
        {
            service.Endpoint.AllocatedEndpoint = new AllocatedEndpoint(service.Endpoint, Host, ports[service.ServiceName], ListenPort(service.ServiceName));
        }
    }

    /// <summary>The template that DCP replaces by the port the process itself is to listen on.</summary>
    public static string ListenPort(string serviceName) => $$$"""{{- portForServing "{{{serviceName}}}" -}}""";

    private List<ServiceRequest> Prepare(IResource resource)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var randomize = configuration.GetValue<bool>(RandomizePortsKey);
        var requests = new List<ServiceRequest>();
        foreach (var endpoint in endpoints)
        {
            if (endpoint.IsProxied)
            {
                var service = endpoints.Count == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}";
                resource.Annotations.Add(new ServiceAnnotation(service, endpoint));
                requests.Add(new(service, resource.Name, endpoint.Name, randomize ? null : endpoint.Port));
            }
            else
            {
                AllocateDirectly(resource, endpoint);
            }
        }

        return requests;
    }

    /// <summary>Without a proxy, clients and process use the same port, so it is known now or chosen now.</summary>
    private static void AllocateDirectly(IResource resource, EndpointAnnotation endpoint)
    {
        var named = endpoint.Port ?? endpoint.TargetPort;
        if (named is { } wanted && !LocalPort.IsFree(wanted))
        {
            throw new DistributedApplicationException(
                $"Port {wanted}, which endpoint '{endpoint.Name}' of resource '{resource.Name}' needs, is in use by another process. End that process, or give the endpoint another port.");
        }

        var port = named ?? LocalPort.Free();
        endpoint.Port ??= port;
        endpoint.TargetPort ??= port;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, Host, port, InstanceAnnotations.Number(endpoint.TargetPort.Value));
    }
}
