using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Refuses endpoints that cannot work, before anything is started.</summary>
internal static class EndpointRules
{
    /// <exception cref="DistributedApplicationException">The message names the resource and the endpoint.</exception>
    public static void Check(IResource resource)
    {
        var isContainer = resource.IsContainer();
        var replicas = resource.GetReplicaCount();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var named = $"Endpoint '{endpoint.Name}' of resource '{resource.Name}'";
            if (endpoint.Protocol != ProtocolType.Tcp)
            {
                throw new DistributedApplicationException($"{named} asks for {endpoint.Protocol}; only TCP endpoints are run.");
            }

            if (replicas > 1 && (!endpoint.IsProxied || endpoint.TargetPort is not null))
            {
                throw new DistributedApplicationException(
                    $"{named} has {(endpoint.IsProxied ? $"the fixed target port {endpoint.TargetPort}" : "no proxy")} but {replicas} replicas, which cannot share a port. Leave the target port out and keep the proxy.");
            }

            if (isContainer && endpoint.TargetPort is null)
            {
                throw new DistributedApplicationException($"{named} must name its target port: a container's port is the image's to decide.");
            }

            if (!isContainer && endpoint.IsProxied && endpoint.Port is { } port && port == endpoint.TargetPort)
            {
                throw new DistributedApplicationException(
                    $"{named} asks for a proxy on port {port} and has the process listen on the same port. Name one of the two, or set isProxied to false.");
            }
        }
    }
}
