namespace Aspire.Hosting.ApplicationModel;

public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>The https endpoint that publishing adds beside http; TLS ends before the project, so it gets no port of its own.</summary>
    internal EndpointAnnotation? DefaultHttpsEndpoint { get; set; }
}
