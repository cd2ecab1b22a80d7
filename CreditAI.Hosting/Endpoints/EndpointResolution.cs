namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The ports that the endpoints have where the resource is deployed.</summary>
    public static IReadOnlyList<ResolvedEndpoint> ResolveEndpoints(this IResource resource, IPortAllocator? portAllocator = null)
    {
        var ports = portAllocator ?? new PortAllocator();
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToArray();
        foreach (var port in endpoints.SelectMany(e => new[] { e.Port, e.TargetPort }).OfType<int>())
        {
            ports.AddUsedPort(port);
        }

        var schemes = new HashSet<string>();
        return [.. endpoints.Select(e => Resolve(e, resource is ProjectResource, schemes.Add(e.UriScheme), ports))];
    }

    private static ResolvedEndpoint Resolve(EndpointAnnotation endpoint, bool isProject, bool isFirstOfScheme, IPortAllocator ports)
    {
        var isHttp = endpoint.UriScheme is "http" or "https";
        var target = endpoint switch
        {
            { TargetPort: { } port } => ResolvedPort.Explicit(port),
            // The image of a project decides where it listens by default.
            _ when isProject && isHttp && isFirstOfScheme => ResolvedPort.None(),
            { Port: { } port } when !isProject => ResolvedPort.Implicit(port),
            _ => ResolvedPort.Allocated(ports.AllocatePort()),
        };
        var exposed = endpoint switch
        {
            { Port: { } port } => ResolvedPort.Explicit(port),
            { UriScheme: "http" } when isFirstOfScheme => ResolvedPort.Implicit(80),
            { UriScheme: "https" } when isFirstOfScheme => ResolvedPort.Implicit(443),
            _ when target.Value is { } port => ResolvedPort.Implicit(port),
            _ => ResolvedPort.None(),
        };
        return new ResolvedEndpoint { Endpoint = endpoint, TargetPort = target, ExposedPort = exposed };
    }
}
