using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace CreditAI.Hosting.Kubernetes.Application;

/// <param name="Port">That clients use.</param>
/// <param name="TargetPort">That the process listens on.</param>
/// <param name="IsExternal">Whether it is reached from outside of the cluster.</param>
internal sealed record PublishedEndpoint(string Name, string Scheme, int Port, int TargetPort, bool IsExternal)
{
    /// <summary>What a value says of it, where it is reached under this name and port.</summary>
    public string Text(EndpointProperty property, string host, int port) => property switch
    {
        EndpointProperty.Host or EndpointProperty.IPV4Host => host,
        EndpointProperty.Port => port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.TargetPort => TargetPort.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Scheme,
        EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"),
        EndpointProperty.Url => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{host}:{port}"),
        _ => throw new InvalidOperationException($"The property {property} of an endpoint cannot be published."),
    };
}
